using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Configuration;

/// <summary>
/// Which file a path leads to, links followed, and in what state: two stamps are equal as long as neither the file nor the way to it has
/// changed. The file is not opened, and no memory is taken on Unix, so a stamp can be had at each request.
/// </summary>
/// <param name="Kind">What is there.</param>
/// <param name="Mode">Who may do what with it; nothing on Windows, which has access lists instead.</param>
/// <param name="Device">The file system it is on; 0 on Windows.</param>
/// <param name="Number">The file's number there; on Windows a number for the path that links lead to.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Changed">
/// When anything about it last changed, in ticks of UTC. On Unix nobody can set that time back, as copying and unpacking do with the time of
/// the last writing; on Windows it is the time of the last writing.
/// </param>
internal readonly partial record struct FileStamp(
    FileStamp.What Kind, UnixFileMode Mode, long Device, long Number, long Length, long Changed)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const UnixFileMode Permissions = (UnixFileMode)0xFFF;

    /// <summary>What a path leads to.</summary>
    internal enum What
    {
        /// <summary>Nothing, or nothing that this user can see.</summary>
        Nothing,

        /// <summary>A file with a length: to open it and to read it comes to an end.</summary>
        RegularFile,

        /// <summary>A folder, pipe, socket or device.</summary>
        Other,
    }

    /// <summary>Takes the stamp of a path.</summary>
    /// <param name="path">Full path.</param>
    public static FileStamp Of(string path) => OperatingSystem.IsWindows() ? OfWindows(path) : OfUnix(path);

    /// <summary>Takes the stamp of an open file.</summary>
    /// <param name="handle">The file.</param>
    [UnsupportedOSPlatform("windows")]
    public static FileStamp Of(SafeFileHandle handle) => Stat(handle, out var status) == 0 ? From(status) : default;

    /// <summary>Whether both are of one file, however their paths are spelled.</summary>
    /// <param name="other">The other stamp.</param>
    public bool IsSameFile(FileStamp other) => Kind == What.RegularFile && other.Kind == What.RegularFile && (Device, Number) == (other.Device, other.Number);

    [UnsupportedOSPlatform("windows")]
    private static FileStamp OfUnix(string path) => Stat(path, out var status) == 0 ? From(status) : default;

    private static FileStamp From(in Status status) => new(
        (status.Mode & TypeMask) == RegularFile ? What.RegularFile : What.Other,
        (UnixFileMode)status.Mode & Permissions,
        status.Device,
        status.Number,
        status.Length,
        DateTime.UnixEpoch.Ticks + (status.Changed * TimeSpan.TicksPerSecond) + (status.ChangedNanoseconds / TimeSpan.NanosecondsPerTick));

    private static FileStamp OfWindows(string path)
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

    // The runtime's own stat: one layout on every Unix, which the C library does not have.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out Status status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FStat")]
    private static partial int Stat(SafeFileHandle handle, out Status status);

    // What lies behind the fields that are read here has room, and room to grow.
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
