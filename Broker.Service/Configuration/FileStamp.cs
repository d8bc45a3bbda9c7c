using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Configuration;

/// <summary>
/// Identity and state of the file that a path leads to, links followed. Stamps are equal as long as neither the file nor the links change.
/// The file is not opened, and on Unix nothing is allocated, so a stamp is cheap enough to take per request.
/// </summary>
/// <param name="Mode">Permissions; none on Windows, which has access lists instead.</param>
/// <param name="Device">File system of the file; 0 on Windows.</param>
/// <param name="Number">Inode; on Windows a hash of the resolved path.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Changed">
/// Time of the last change, in ticks, UTC. On Unix the change time, which copying and unpacking cannot set back, unlike the write
/// time; on Windows the write time.
/// </param>
internal readonly partial record struct FileStamp(
    FileStamp.What Kind, UnixFileMode Mode, long Device, long Number, long Length, long Changed)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const UnixFileMode Permissions = (UnixFileMode)0xFFF;

    /// <summary>Kind of what a path leads to.</summary>
    internal enum What
    {
        /// <summary>Nothing, or nothing that this user can see.</summary>
        Nothing,

        /// <summary>A regular file: opening and reading it ends.</summary>
        RegularFile,

        /// <summary>A folder, pipe, socket or device.</summary>
        Other,
    }

    /// <summary>Takes the stamp of a full path.</summary>
    public static FileStamp Take(string path) => OperatingSystem.IsWindows() ? TakeOnWindows(path) : TakeOnUnix(path);

    /// <summary>Takes the stamp of an open file.</summary>
    [UnsupportedOSPlatform("windows")]
    public static FileStamp Take(SafeFileHandle handle) => Stat(handle, out var status) == 0 ? From(status) : default;

    /// <summary>Returns true if both stamps are of the same file, however the paths are spelled.</summary>
    public bool IsSameFile(FileStamp other) => Kind == What.RegularFile && other.Kind == What.RegularFile && (Device, Number) == (other.Device, other.Number);

    [UnsupportedOSPlatform("windows")]
    private static FileStamp TakeOnUnix(string path) => Stat(path, out var status) == 0 ? From(status) : default;

    private static FileStamp From(in Status status) => new(
        (status.Mode & TypeMask) == RegularFile ? What.RegularFile : What.Other,
        (UnixFileMode)status.Mode & Permissions,
        status.Device,
        status.Number,
        status.Length,
        DateTime.UnixEpoch.Ticks + (status.Changed * TimeSpan.TicksPerSecond) + (status.ChangedNanoseconds / TimeSpan.NanosecondsPerTick));

    private static FileStamp TakeOnWindows(string path)
    {
        try
        {
            FileSystemInfo file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return file switch
            {
                FileInfo { Exists: true } regular => new(
                    What.RegularFile,
                    UnixFileMode.None,
                    0,
                    StringComparer.OrdinalIgnoreCase.GetHashCode(regular.FullName),
                    regular.Length,
                    regular.LastWriteTimeUtc.Ticks),
                _ when Directory.Exists(file.FullName) => new(What.Other, UnixFileMode.None, 0, 0, 0, 0),
                _ => default,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // The runtime's own stat has the same layout on every Unix; that of the C library differs.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out Status status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FStat")]
    private static partial int Stat(SafeFileHandle handle, out Status status);

    // Larger than the runtime's structure, whose later fields are not read.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly struct Status
    {
        public readonly int Flags;
        public readonly int Mode;
        public readonly uint User;
        public readonly uint Group;
        public readonly long Length;
        public readonly long Accessed;
        public readonly long AccessedNanoseconds;
        public readonly long Written;
        public readonly long WrittenNanoseconds;
        public readonly long Changed;
        public readonly long ChangedNanoseconds;
        public readonly long Born;
        public readonly long BornNanoseconds;
        public readonly long Device;
        public readonly long SpecialDevice;
        public readonly long Number;
    }
}
