using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Auditing;

/// <summary>The open event file. Knows its length, and notices when the path leads to another file.</summary>
internal sealed class EventFile : IDisposable
{
    // As long as the longest line, so that a disk with less free space fails the probe. A crash can leave a line of blanks behind.
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', MaxLineLength)];

    private readonly string _path;
    private readonly FileInfo _named;
    private FileStream? _stream;
    private SafeFileHandle? _handle;
    private DateTime _stamp;

    /// <summary>Opens the file; creates it, readable by its owner only, if there is none.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public EventFile(string path)
    {
        _path = path;
        _named = new FileInfo(path);
        Reopen();
    }

    /// <summary>Upper bound for the length of a line, in bytes.</summary>
    public const int MaxLineLength = 4096;

    /// <summary>Length after the last verification or write.</summary>
    public long Length { get; private set; }

    /// <summary>How many times a file was opened under this path. A change means that the file may be another one.</summary>
    public int Generation { get; private set; }

    /// <summary>Appends whole lines, all or nothing as far as the file system allows. Call <see cref="EnsureSameFile"/> first.</summary>
    /// <exception cref="IOException">The lines could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        var handle = _handle!;
        try
        {
            RandomAccess.Write(handle, lines, Length);
        }
        catch
        {
            DropTornLine(handle);
            throw;
        }

        Length += lines.Length;
        TakeStamp(handle);
    }

    /// <summary>Writes as many bytes as a line may have and truncates them again, to find out if a line could be written.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void ProbeWrite()
    {
        EnsureSameFile();
        var handle = _handle!;
        try
        {
            RandomAccess.Write(handle, Blanks, Length);
        }
        finally
        {
            DropTornLine(handle);
        }
    }

    /// <summary>Reopens the path if another process deleted, replaced, renamed or changed the file.</summary>
    /// <exception cref="IOException">The folder is gone, or the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public void EnsureSameFile()
    {
        if (_handle is null || !IsSameFile(_handle))
        {
            Reopen();
        }
    }

    /// <summary>Renames the file to <c>FILE.1</c> and starts a new one.</summary>
    /// <param name="keep">How many renamed files are kept.</param>
    /// <exception cref="IOException">A file cannot be renamed or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be changed.</exception>
    public void Rotate(int keep)
    {
        // Windows renames an open file only if every handle shares delete.
        Close();
        RotatedFiles.Shift(EventFileTarget.Resolve(_path), keep);
        Reopen();
    }

    public void Dispose() => _stream?.Dispose();

    /// <summary>Returns true if length and time of the file at the path are those after the last write.</summary>
    private bool IsSameFile(SafeFileHandle handle)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        _named.Refresh();
        if (!_named.Exists)
        {
            return false;
        }

        // Attributes of a link are not those of its target.
        var file = _named.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileInfo(EventFileTarget.Resolve(_path)) : _named;
        return file.Exists && file.Length == Length && (OperatingSystem.IsWindows() ? file.CreationTimeUtc : file.LastWriteTimeUtc) == _stamp;
    }

    // Unix does not record the time of creation; Windows updates the time of the last write of an open file only now and then.
    private void TakeStamp(SafeFileHandle handle) =>
        _stamp = OperatingSystem.IsWindows() ? File.GetCreationTimeUtc(handle) : File.GetLastWriteTimeUtc(handle);

    private void Reopen()
    {
        Close();
        _stream = OwnerOnlyFile.Open(_path);
        var handle = _stream.SafeFileHandle;
        EndUnfinishedLine(handle);
        Length = RandomAccess.GetLength(handle);
        TakeStamp(handle);
        Generation++;
        _handle = handle;
    }

    private void Close()
    {
        _stream?.Dispose();
        (_stream, _handle) = (null, null);
    }

    /// <summary>Ends a line that a crash cut short, so that the next one does not continue it.</summary>
    private static void EndUnfinishedLine(SafeFileHandle handle)
    {
        var end = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[1];
        if (end > 0 && RandomAccess.Read(handle, last, end - 1) == 1 && last[0] != (byte)'\n')
        {
            RandomAccess.Write(handle, "\n"u8, end);
        }
    }

    private void DropTornLine(SafeFileHandle handle)
    {
        try
        {
            RandomAccess.SetLength(handle, Length);
            TakeStamp(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The next reopening ends the rest of the line.
            Close();
        }
    }
}
