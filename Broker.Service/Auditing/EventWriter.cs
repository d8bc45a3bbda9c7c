using Broker.Service.Auditing.Chain;

namespace Broker.Service.Auditing;

/// <summary>Writes lines to the event file. Rotates a full file, and links the lines into a chain if configured.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly EventFile _file;
    private readonly EventChain? _chain;
    private readonly int _maxBytes;
    private readonly int _keep;

    /// <summary>Opens the file.</summary>
    /// <param name="maxBytes">Size limit of a file, in bytes; 0 for none.</param>
    /// <param name="keep">How many full files are kept.</param>
    /// <param name="isChained">True if lines are linked.</param>
    public EventWriter(string path, int maxBytes, int keep, bool isChained)
    {
        (_maxBytes, _keep) = (maxBytes, keep);
        _file = new EventFile(path);
        try
        {
            _chain = isChained ? new EventChain(EventFileTarget.Resolve(path)) : null;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Lines missing at the end: counted by the chain's head, but not in the file. 0 without a chain.</summary>
    public long MissingLines => _chain?.MissingLines ?? 0;

    /// <summary>Appends whole lines, all or nothing as far as the file system allows.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        _file.EnsureSameFile();
        var linked = Link(lines);
        if (RotateIfFull(linked.Length))
        {
            linked = Link(lines);
        }

        _file.Append(linked);
        _chain?.Commit();
    }

    /// <summary>Writes as many bytes as a line may have and truncates them again, to find out if a line could be written.</summary>
    public void ProbeWrite()
    {
        _file.EnsureSameFile();
        RotateIfFull(EventFile.MaxLineLength);
        _file.ProbeWrite();
    }

    /// <summary>Reopens the path if it no longer leads to the open file.</summary>
    public void EnsureSameFile() => _file.EnsureSameFile();

    public void Dispose()
    {
        _file.Dispose();
        _chain?.Dispose();
    }

    private ReadOnlySpan<byte> Link(ReadOnlySpan<byte> lines) => _chain is null ? lines : _chain.Link(lines, _file.Generation);

    private bool RotateIfFull(int more)
    {
        // A batch is not split over two files, even if it is longer than the limit of a file.
        var isFull = _maxBytes > 0 && _file.Length > 0 && _file.Length + more > _maxBytes;
        if (isFull)
        {
            _file.Rotate(_keep);
        }

        return isFull;
    }
}
