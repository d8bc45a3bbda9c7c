using Microsoft.Win32.SafeHandles;

namespace Broker.Service.Auditing;

/// <summary>The open event file: knows where its end is, and notices when the path no longer leads to it.</summary>
internal sealed class EventFile : IDisposable
{
    // As long as any line, so that a disk with room for less does not count; a line of blanks at worst, if a crash leaves it there.
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', Room)];

    private readonly string _path;
    private readonly FileInfo _named;
    private FileStream? _stream;
    private SafeFileHandle? _handle;
    private DateTime _stamp;

    /// <summary>Opens the file, and creates it readable by its owner alone if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public EventFile(string path)
    {
        _path = path;
        _named = new FileInfo(path);
        Reopen();
    }

    /// <summary>As many bytes as any line may need.</summary>
    public const int Room = 4096;

    /// <summary>Its length after the last look or write.</summary>
    public long Length { get; private set; }

    /// <summary>How many times a file was opened under this path: whoever continues what stands in the file compares it.</summary>
    public int Generation { get; private set; }

    /// <summary>Writes at the end, all or nothing as far as the file system allows. <see cref="EnsureSameFile"/> comes first.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <exception cref="IOException">They could not be written.</exception>
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

    /// <summary>Writes as much as a line may need and takes it back, to find out whether it would be written.</summary>
    /// <exception cref="IOException">It would not.</exception>
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

    /// <summary>Opens the path again if it leads elsewhere than to the open file: deleted, replaced, rotated away or changed by somebody else.</summary>
    /// <exception cref="IOException">There is no such folder any more, or the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public void EnsureSameFile()
    {
        if (_handle is null || !IsSameFile(_handle))
        {
            Reopen();
        }
    }

    /// <summary>Moves the file out of the way and begins a new one.</summary>
    /// <param name="keep">How many files that were moved away are kept.</param>
    /// <exception cref="IOException">One of them cannot be moved or removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be changed.</exception>
    public void Rotate(int keep)
    {
        // Windows moves no file that somebody has open without letting others remove it.
        Close();
        RotatedFiles.Shift(EventFileTarget.Of(_path), keep);
        Reopen();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    /// <summary>One look at the path. Its length and time are what the last write left, or another file is there.</summary>
    private bool IsSameFile(SafeFileHandle handle)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        _named.Refresh();
        if (!_named.Exists)
        {
            return false;
        }

        // What is known of a link is not what is known of the file it leads to.
        var file = _named.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileInfo(EventFileTarget.Of(_path)) : _named;
        return file.Exists && file.Length == Length && (OperatingSystem.IsWindows() ? file.CreationTimeUtc : file.LastWriteTimeUtc) == _stamp;
    }

    // Unix says no time of birth; Windows brings the time of an open file's last write up to date only now and then.
    private void TakeStamp(SafeFileHandle handle) =>
        _stamp = OperatingSystem.IsWindows() ? File.GetCreationTimeUtc(handle) : File.GetLastWriteTimeUtc(handle);

    private void Reopen()
    {
        Close();
        _stream = OwnersFile.Open(_path);
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

    private void DropTornLine(SafeFileHandle handle)
    {
        try
        {
            RandomAccess.SetLength(handle, Length);
            TakeStamp(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What is left of the line is ended when the file is opened again.
            Close();
        }
    }
}
