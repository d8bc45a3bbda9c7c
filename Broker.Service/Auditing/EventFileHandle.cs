using System.Runtime.Versioning;
using System.Security.AccessControl;
using Broker.Service.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Auditing;

/// <summary>
/// The handle of the event file: opened in the system's append mode, and locked by this broker under whatever path it was opened.
/// A stream has no lock and no length, and its bytes cannot be taken back.
/// </summary>
internal sealed class EventFileHandle : IDisposable
{
    // Retries: a reader may hold its lock for a moment, and another broker may be renaming the file.
    private const int MaxAttempts = 20;
    private const int SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(5);

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly FileStamp _stamp;
    private readonly DateTime _born;

    private EventFileHandle(string path, SafeFileHandle handle, bool isStream)
    {
        (_path, _handle, IsStream) = (path, handle, isStream);
        if (OperatingSystem.IsWindows())
        {
            _born = File.GetCreationTimeUtc(handle);
        }
        else
        {
            _stamp = FileStamp.Take(handle);
        }
    }

    /// <summary>True for a stream: <c>/dev/stdout</c> and its like.</summary>
    public bool IsStream { get; }

    /// <summary>The current length; 0 for a stream.</summary>
    public long Length => IsStream ? 0 : RandomAccess.GetLength(_handle);

    /// <summary>True once it is closed.</summary>
    public bool IsClosed => _handle.IsClosed;

    /// <summary>True if the last line has no line break.</summary>
    public bool EndsInALine
    {
        get
        {
            Span<byte> last = stackalloc byte[1];
            return Length is > 0 and var length && RandomAccess.Read(_handle, last, length - 1) == 1 && last[0] != (byte)'\n';
        }
    }

    /// <summary>Opens and locks the file; creates it, readable by its owner only, if there is none.</summary>
    /// <exception cref="EventFileInUseException">Another broker owns it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static EventFileHandle Open(string path)
    {
        var isStream = EventFileTarget.IsStream(EventFileTarget.Resolve(path));
        return new(
            path,
            OperatingSystem.IsWindows() ? OpenOnWindows(path) : isStream ? UnixFile.OpenForAppending(path, isStream) : OpenOnUnix(path),
            isStream);
    }

    /// <summary>Returns the length of the file at the path, 0 for a stream; null if it is another file or none.</summary>
    public long? Look()
    {
        if (OperatingSystem.IsWindows())
        {
            var file = new FileInfo(EventFileTarget.Resolve(_path));
            return file.Exists && file.CreationTimeUtc == _born ? file.Length : null;
        }

        var there = FileStamp.Take(_path);
        var isSame = (there.Kind, there.Device, there.Number) == (_stamp.Kind, _stamp.Device, _stamp.Number);
        return isSame ? (IsStream ? 0 : there.Length) : null;
    }

    /// <summary>Appends.</summary>
    /// <returns>Number of bytes written.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixFile.Write(_handle, bytes);
        }

        // A handle with the append right only ignores the offset.
        RandomAccess.Write(_handle, bytes, 0);
        return bytes.Length;
    }

    /// <summary>Truncates the last bytes. Closes the file on Windows: an append handle cannot truncate, and shares no write access.</summary>
    /// <param name="length">Length to keep, as far as this broker knows.</param>
    /// <param name="count">Number of bytes to truncate.</param>
    public void Cut(long length, int count)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Relative to the current end: another process may have truncated the file meanwhile.
            RandomAccess.SetLength(_handle, Math.Max(0, Length - count));
            return;
        }

        Dispose();
        using var file = new FileStream(EventFileTarget.Resolve(_path), FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete);
        file.SetLength(length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && !IsClosed)
        {
            UnixFile.Disown(_handle);
        }

        _handle.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle OpenOnUnix(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var handle = OpenOrCreate(path);
            try
            {
                var stamp = FileStamp.Take(handle);
                if (stamp.Kind != FileStamp.What.RegularFile)
                {
                    throw OwnerOnlyFile.NoFile(path);
                }

                // The previous owner may have renamed the file before it released the lock.
                if (UnixFile.TryOwn(handle) && FileStamp.Take(path).IsSameFile(stamp))
                {
                    return handle;
                }

                if (attempt == MaxAttempts)
                {
                    throw new EventFileInUseException(path);
                }
            }
            catch
            {
                handle.Dispose();
                throw;
            }

            handle.Dispose();
            // Waits on the thread: the log is written synchronously, and only while another process holds the lock, 100 ms in all at most.
            Thread.Sleep(RetryDelay);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle OpenOrCreate(string path)
    {
        try
        {
            return UnixFile.OpenForAppending(path, isStream: false);
        }
        catch (FileNotFoundException)
        {
            OwnerOnlyFile.Open(path).Dispose();
            return UnixFile.OpenForAppending(path, isStream: false);
        }
    }

    [SupportedOSPlatform("windows")]
    private static SafeFileHandle OpenOnWindows(string path)
    {
        try
        {
            // With the append right and without the write right, the system appends. The sharing mode lets no other process write.
            const FileSystemRights Rights = FileSystemRights.AppendData | FileSystemRights.ReadData | FileSystemRights.ReadAttributes | FileSystemRights.Synchronize;
            return new FileInfo(path).Create(FileMode.OpenOrCreate, Rights, FileShare.Read | FileShare.Delete, 1, FileOptions.None, null).SafeFileHandle;
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            throw new EventFileInUseException(path, e);
        }
    }
}
