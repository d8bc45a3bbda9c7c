using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Configuration;

/// <summary>What .NET's files cannot do on Unix: have the system append, lock a file whatever it is called, and open without a lock or a wait.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixFile
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;

    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int WithoutWaiting = 4;
    private const int Unlocked = 8;

    private const int NotPermitted = 1;
    private const int NotFound = 2;
    private const int AccessDenied = 13;
    private const int ReadOnlyFileSystem = 30;

    // Linux has one set of numbers, on all processors that .NET knows, and macOS has another.
    private static readonly int Append = OperatingSystem.IsLinux() ? 0x400 : 0x8;
    private static readonly int NotBlocking = OperatingSystem.IsLinux() ? 0x800 : 0x4;
    private static readonly int NoTerminalCloseOnExec = OperatingSystem.IsLinux() ? 0x100 | 0x80000 : 0x20000 | 0x1000000;
    private static readonly int WouldBlock = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Opens what exists for reading, without a lock: another program's may be on its way.</summary>
    /// <param name="path">Full path.</param>
    public static SafeFileHandle OpenForReading(string path) => Open(path, ReadOnly | NotBlocking);

    /// <summary>Opens what exists for writing, each time at its end as it then is.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="isStream">Whether it is only written, and waits for whoever reads.</param>
    public static SafeFileHandle OpenForAppending(string path, bool isStream) =>
        Open(path, Append | (isStream ? WriteOnly : ReadWrite | NotBlocking));

    /// <summary>Writes at the end of a file opened by <see cref="OpenForAppending"/>.</summary>
    /// <returns>How many bytes were written; fewer than were given where there was room for no more.</returns>
    /// <exception cref="IOException">None could be.</exception>
    public static int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        var written = WriteBytes(handle, bytes, bytes.Length);
        return written >= 0 ? written : throw new IOException(Reason(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Makes this process the only one that has the file in this way; false if another has it, or a lock of its own on it.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public static bool TryOwn(SafeFileHandle handle) =>
        // Only the first one gets it; then it leaves room for readers, which take a shared one in .NET, and for no other owner.
        TryLock(handle, Exclusive | WithoutWaiting) && TryLock(handle, Shared | WithoutWaiting);

    /// <summary>Gives up what <see cref="TryOwn"/> took, also where a program that is just being started still has the file.</summary>
    public static void Disown(SafeFileHandle handle) => _ = Lock(handle, Unlocked);

    private static bool TryLock(SafeFileHandle handle, int operation)
    {
        if (Lock(handle, operation) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == WouldBlock ? false : throw new IOException($"The file cannot be locked: {Reason(error)}. Put it on a file system that has locks.");
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = OpenExisting(path, flags | NoTerminalCloseOnExec);
        var error = Marshal.GetLastPInvokeError();
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw error switch
        {
            NotFound => new FileNotFoundException($"There is no file {path}.", path),
            NotPermitted or AccessDenied or ReadOnlyFileSystem => new UnauthorizedAccessException($"{path} may not be opened: {Reason(error)}."),
            _ => new IOException($"{path} cannot be opened: {Reason(error)}."),
        };
    }

    private static string Reason(int error) => Marshal.GetPInvokeErrorMessage(error);

    // The C function takes a third argument, and takes it elsewhere on Apple's processors, where it makes a file. It makes none here, so macOS
    // gets the same call as everybody.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenExisting(string path, int flags);

    // The runtime's own: write(2) and flock(2), called again where a signal comes in between.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Write", SetLastError = true)]
    private static partial int WriteBytes(SafeFileHandle handle, ReadOnlySpan<byte> bytes, int count);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FLock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle handle, int operation);
}
