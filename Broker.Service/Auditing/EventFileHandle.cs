using System.Runtime.Versioning;
using System.Security.AccessControl;
using Broker.Service.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Auditing;

/// <summary>
/// The event file as the system sees it: opened so that the system itself appends, and owned by this broker alone, whatever path leads to it.
/// A stream has no owner, no length and no way back.
/// </summary>
internal sealed class EventFileHandle : IDisposable
{
    // A reader may have the file locked for a moment, and another broker may be moving it away.
    private const int MostAttempts = 20;
    private const int SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

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

    /// <summary>Its length as it is now; 0 for a stream.</summary>
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

    /// <summary>Opens the file, and creates it readable by its owner alone if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="EventFileInUseException">Another broker has it.</exception>
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

    /// <summary>Returns the length of what the path leads to now, 0 for a stream; null if that is another file or none.</summary>
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

    /// <summary>Writes at the end.</summary>
    /// <returns>How many bytes were written.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixFile.Write(_handle, bytes);
        }

        // Where it is told to write means nothing to a handle that may only append.
        RandomAccess.Write(_handle, bytes, 0);
        return bytes.Length;
    }

    /// <summary>Cuts off the end. On Windows the file is closed then: a handle that appends cannot do it, and lets no other write.</summary>
    /// <param name="length">What stays, as far as this broker knows.</param>
    /// <param name="count">How many bytes to cut off.</param>
    public void Cut(long length, int count)
    {
        if (!OperatingSystem.IsWindows())
        {
            // From the end as it is now: somebody may have emptied the file since.
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

                // Whoever had the lock may have moved the file away before letting it go.
                if (UnixFile.TryOwn(handle) && FileStamp.Take(path).IsSameFile(stamp))
                {
                    return handle;
                }

                if (attempt == MostAttempts)
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
            Thread.Sleep(Moment);
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
            // With the right to append and without the one to write, the system appends; the sharing lets nobody else write.
            const FileSystemRights Rights = FileSystemRights.AppendData | FileSystemRights.ReadData | FileSystemRights.ReadAttributes | FileSystemRights.Synchronize;
            return new FileInfo(path).Create(FileMode.OpenOrCreate, Rights, FileShare.Read | FileShare.Delete, 1, FileOptions.None, null).SafeFileHandle;
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            throw new EventFileInUseException(path, e);
        }
    }
}
