using Broker.Service.Auditing.Chain;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>Writes lines to the event file: in a new file where the old one is full, and linked into a chain where that is asked for.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly EventFile _file;
    private readonly EventChain? _chain;
    private readonly int _maxBytes;
    private readonly int _keep;

    /// <summary>Opens the file.</summary>
    /// <param name="path">Full path of the event file.</param>
    /// <param name="maxBytes">How long a file may become; 0 for any length.</param>
    /// <param name="keep">How many full ones are kept.</param>
    /// <param name="isChained">Whether lines are linked.</param>
    public EventWriter(string path, int maxBytes, int keep, bool isChained)
    {
        (_maxBytes, _keep) = (maxBytes, keep);
        _file = new EventFile(path);
        try
        {
            _chain = isChained ? new EventChain(EventFileTarget.Resolve(path)) : null;
            _chain?.Open(_file.Generation);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many lines the chain's head has counted after the last one in the file; 0 unless they were cut off while no broker ran.</summary>
    public long MissingLines => _chain?.MissingLines ?? 0;

    /// <summary>Writes at the end, all or nothing as far as the file system allows.</summary>
    /// <param name="lines">Whole lines.</param>
    public void Append(ReadOnlySpan<byte> lines)
    {
        _file.EnsureSameFile();
        var linked = Linked(lines);
        if (RotateIfFull(linked.Length))
        {
            linked = Linked(lines);
        }

        // The head first: a line that it cannot count is not to be in the file, since its host gets no answer on the strength of it.
        _chain?.Open(_file.Generation);
        _file.Append(linked);
        try
        {
            _chain?.Commit();
        }
        catch
        {
            _file.TakeBack(linked.Length);
            throw;
        }
    }

    /// <summary>Writes as much as a line may need and takes it back, to find out whether it would be written.</summary>
    public void ProbeWrite()
    {
        _file.EnsureSameFile();
        RotateIfFull(EventFile.MaxLineLength);
        _chain?.Open(_file.Generation);
        _chain?.ProbeWrite();
        _file.ProbeWrite();
    }

    /// <summary>Finds out whether the path leads to the open file, and opens what is there if it does not.</summary>
    public void EnsureSameFile() => _file.EnsureSameFile();

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _chain?.Dispose();
    }

    private ReadOnlySpan<byte> Linked(ReadOnlySpan<byte> lines) => _chain is null ? lines : _chain.Link(lines, _file.Generation);

    private bool RotateIfFull(int more)
    {
        // Lines that were written together stay together, also where they are longer than a file by themselves.
        var isFull = _maxBytes > 0 && _file.Length > 0 && _file.Length + more > _maxBytes;
        if (isFull)
        {
            _file.Rotate(_keep);
        }

        return isFull;
    }
}
