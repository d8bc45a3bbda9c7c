using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>The open event file, which this broker alone writes; notices when the path no longer leads to it, or somebody else changed it.</summary>
internal sealed class EventFile : IDisposable
{
    // As long as any line, so that a disk with room for less does not count; a line of blanks at worst, if a crash leaves it there.
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', MaxLineLength)];

    private readonly string _path;
    private EventFileHandle? _handle;

    /// <summary>Opens the file, and creates it readable by its owner alone if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="EventFileInUseException">Another broker has it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public EventFile(string path)
    {
        _path = path;
        Reopen();
    }

    /// <summary>As many bytes as any line may need.</summary>
    public const int MaxLineLength = 4096;

    /// <summary>Its length after the last look or write; 0 for a stream.</summary>
    public long Length { get; private set; }

    /// <summary>How many times a file was opened under this path or found changed: whoever continues what stands in the file compares it.</summary>
    public int Generation { get; private set; }

    /// <summary>Writes at the end, all or nothing as far as the file system allows. <see cref="EnsureSameFile"/> comes first.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <exception cref="IOException">They could not be written.</exception>
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

    /// <summary>Takes back the last bytes that were appended.</summary>
    /// <param name="count">How many.</param>
    public void TakeBack(int count)
    {
        Length -= _handle!.IsStream ? 0 : count;
        Cut(count);
    }

    /// <summary>Writes as much as a line may need and takes it back, to find out whether it would be written.</summary>
    /// <exception cref="IOException">It would not, or could not be taken back.</exception>
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

    /// <summary>Opens the path again if it leads elsewhere than to the open file, and finds the end anew if somebody else changed the file.</summary>
    /// <exception cref="IOException">There is no such folder any more, or the file cannot be opened.</exception>
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

    /// <summary>Moves the file out of the way and begins a new one.</summary>
    /// <param name="keep">How many files that were moved away are kept.</param>
    /// <exception cref="IOException">One of them cannot be moved or removed.</exception>
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
        // The old one is owned until the new one is, so that no other broker takes either.
        var handle = EventFileHandle.Open(_path);
        _handle?.Dispose();
        _handle = handle;
        GoOn(handle);
    }

    /// <summary>There a file that is open is in the way of its own new name, and of being opened again.</summary>
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
            // A line that a crash cut short must not swallow the next one.
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
            // What is left of the line is ended when the file is opened again.
            handle.Dispose();
        }

        _handle = handle.IsClosed ? null : handle;
    }
}
