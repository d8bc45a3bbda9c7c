using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Configuration;

/// <summary>File operations on Unix that .NET lacks: append mode, a lock of its own, and opening without a lock or a wait.</summary>
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

    // The numbers of Linux are the same on every processor that .NET supports; macOS has others.
    private static readonly int Append = OperatingSystem.IsLinux() ? 0x400 : 0x8;
    private static readonly int NotBlocking = OperatingSystem.IsLinux() ? 0x800 : 0x4;
    private static readonly int NoTerminalCloseOnExec = OperatingSystem.IsLinux() ? 0x100 | 0x80000 : 0x20000 | 0x1000000;
    private static readonly int WouldBlock = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Opens an existing file for reading, without a lock.</summary>
    public static SafeFileHandle OpenForReading(string path) => Open(path, ReadOnly | NotBlocking);

    /// <summary>Opens an existing file in append mode.</summary>
    /// <param name="isStream">True if it is only written, and may wait for its reader.</param>
    public static SafeFileHandle OpenForAppending(string path, bool isStream) =>
        Open(path, Append | (isStream ? WriteOnly : ReadWrite | NotBlocking));

    /// <summary>Writes to a file opened by <see cref="OpenForAppending"/>.</summary>
    /// <returns>Number of bytes written; fewer than given if there is no more space.</returns>
    /// <exception cref="IOException">No byte could be written.</exception>
    public static int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        var written = WriteBytes(handle, bytes, bytes.Length);
        return written >= 0 ? written : throw new IOException(Reason(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Locks the file for this process. Returns false if another process has a lock on it.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public static bool TryOwn(SafeFileHandle handle) =>
        // Exclusive first, which only one process gets; then shared, since .NET's readers take a shared lock.
        TryLock(handle, Exclusive | WithoutWaiting) && TryLock(handle, Shared | WithoutWaiting);

    /// <summary>Releases the lock, also if a child process that is just starting still has the descriptor.</summary>
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

    // open(2) is variadic: its third argument, which creates files, is passed in another way on Apple's processors. No file is created here,
    // so the call has two arguments on every system.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenExisting(string path, int flags);

    // The runtime's wrappers of write(2) and flock(2), which repeat a call that a signal interrupts.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Write", SetLastError = true)]
    private static partial int WriteBytes(SafeFileHandle handle, ReadOnlySpan<byte> bytes, int count);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FLock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle handle, int operation);
}
