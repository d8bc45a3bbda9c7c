using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Auditing;

/// <summary>The open event file: knows where its end is, and notices when the path no longer leads to it.</summary>
internal sealed class EventFile : IDisposable
{
    // As long as any line, so that a disk with room for less does not count; a line of blanks at worst, if a crash leaves it there.
    private static readonly byte[] Room = [.. Enumerable.Repeat((byte)' ', 4096)];

    private readonly string _path;
    private FileStream? _stream;

    /// <summary>Opens the file, and creates it readable by its owner alone if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public EventFile(string path)
    {
        _path = path;
        Reopen();
    }

    /// <summary>Writes at the end, all or nothing as far as the file system allows.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <exception cref="IOException">They could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        EnsureSameFile();
        var handle = _stream!.SafeFileHandle;
        var end = RandomAccess.GetLength(handle);
        try
        {
            RandomAccess.Write(handle, lines, end);
        }
        catch (IOException)
        {
            DropTornLine(handle, end);
            throw;
        }
    }

    /// <summary>Writes as much as a line may need and takes it back, to find out whether it would be written.</summary>
    /// <exception cref="IOException">It would not.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void Rehearse()
    {
        EnsureSameFile();
        var handle = _stream!.SafeFileHandle;
        var end = RandomAccess.GetLength(handle);
        try
        {
            RandomAccess.Write(handle, Room, end);
        }
        finally
        {
            DropTornLine(handle, end);
        }
    }

    /// <summary>Opens the path again if it leads elsewhere than to the open file: deleted, replaced, or rotated away.</summary>
    /// <exception cref="IOException">There is no such folder any more, or the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public void EnsureSameFile()
    {
        if (_stream is null || !IsSameFile(_stream.SafeFileHandle))
        {
            Reopen();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    private bool IsSameFile(SafeFileHandle handle)
    {
        var named = new FileInfo(_path);
        return named.Exists
            && named.Length == RandomAccess.GetLength(handle)
            && named.CreationTimeUtc == File.GetCreationTimeUtc(handle)
            // Windows brings the time of an open file up to date only now and then.
            && (OperatingSystem.IsWindows() || named.LastWriteTimeUtc == File.GetLastWriteTimeUtc(handle));
    }

    private void Reopen()
    {
        _stream?.Dispose();
        _stream = null;
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Windows has no such bits; there the folder's own access list decides.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _stream = new FileStream(_path, options);
        EndUnfinishedLine(_stream.SafeFileHandle);
    }

    /// <summary>A line that a crash cut short must not swallow the next one.</summary>
    private static void EndUnfinishedLine(SafeFileHandle handle)
    {
        var end = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[1];
        if (end > 0 && RandomAccess.Read(handle, last, end - 1) == 1 && last[0] != (byte)'\n')
        {
            RandomAccess.Write(handle, "\n"u8, end);
        }
    }

    private void DropTornLine(SafeFileHandle handle, long end)
    {
        try
        {
            RandomAccess.SetLength(handle, end);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What is left of the line is ended when the file is opened again.
            _stream?.Dispose();
            _stream = null;
        }
    }
}
