using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>The open event file. Notices when the path leads to another file, and when another process changed the file.</summary>
internal sealed class EventFile : IDisposable
{
    // As long as the longest line, so that a disk with less free space fails the probe. A crash can leave a line of blanks behind.
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', MaxLineLength)];

    private readonly string _path;
    private EventFileHandle? _handle;

    /// <summary>Opens and locks the file; creates it, readable by its owner only, if there is none.</summary>
    /// <exception cref="EventFileInUseException">Another broker owns it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public EventFile(string path)
    {
        _path = path;
        Reopen();
    }

    /// <summary>Upper bound for the length of a line, in bytes.</summary>
    public const int MaxLineLength = 4096;

    /// <summary>Length after the last verification or write; 0 for a stream.</summary>
    public long Length { get; private set; }

    /// <summary>How many times a file was opened under this path or found changed. A change means that its end may be another one.</summary>
    public int Generation { get; private set; }

    /// <summary>Appends whole lines, all or nothing as far as the file system allows. Call <see cref="EnsureSameFile"/> first.</summary>
    /// <exception cref="IOException">The lines could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        var handle = _handle!;
        var rest = lines;
        try
        {
            while (!rest.IsEmpty)
            {
                rest = rest[handle.Write(rest)..];
            }
        }
        catch
        {
            Cut(lines.Length - rest.Length);
            throw;
        }

        Length += handle.IsStream ? 0 : lines.Length;
    }

    /// <summary>Truncates the last bytes that were appended.</summary>
    public void TakeBack(int count)
    {
        Length -= _handle!.IsStream ? 0 : count;
        Cut(count);
    }

    /// <summary>Writes as many bytes as a line may have and truncates them again, to find out if a line could be written.</summary>
    /// <exception cref="IOException">It could not, or the bytes could not be truncated.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written any more.</exception>
    public void ProbeWrite()
    {
        EnsureSameFile();
        if (_handle!.IsStream)
        {
            throw new IOException("What is written to a stream cannot be taken back: only the next event tells.");
        }

        Append(Blanks);
        TakeBack(Blanks.Length);
    }

    /// <summary>Reopens the path if it leads to another file; finds the end again if another process changed the file.</summary>
    /// <exception cref="IOException">The folder is gone, or the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public void EnsureSameFile()
    {
        ObjectDisposedException.ThrowIf(_handle is { IsClosed: true }, this);
        if (_handle?.Look() is not { } length)
        {
            Reopen();
        }
        else if (length != Length)
        {
            GoOn(_handle);
        }
    }

    /// <summary>Renames the file to <c>FILE.1</c> and starts a new one.</summary>
    /// <param name="keep">How many renamed files are kept.</param>
    /// <exception cref="IOException">A file cannot be renamed or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be changed.</exception>
    public void Rotate(int keep)
    {
        CloseOnWindows();
        RotatedFiles.Shift(EventFileTarget.Resolve(_path), keep);
        Reopen();
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    private void Reopen()
    {
        CloseOnWindows();
        // The old file stays locked until the new one is, so that no other broker can take either.
        var handle = EventFileHandle.Open(_path);
        _handle?.Dispose();
        _handle = handle;
        GoOn(handle);
    }

    /// <summary>Windows can neither rename nor reopen a file while this handle is open.</summary>
    private void CloseOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            _handle?.Dispose();
            _handle = null;
        }
    }

    private void GoOn(EventFileHandle handle)
    {
        Generation++;
        Length = handle.Length;
        if (handle.EndsInALine)
        {
            // Ends a line that a crash cut short, so that the next one starts on a line of its own.
            Append("\n"u8);
        }
    }

    private void Cut(int count)
    {
        var handle = _handle!;
        if (handle.IsStream)
        {
            return;
        }

        try
        {
            handle.Cut(Length, count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The next opening ends the torn line.
            handle.Dispose();
        }

        _handle = handle.IsClosed ? null : handle;
    }
}
