using System.Text;
using Broker.Service.Auditing.Chain;

namespace Broker.Service.Auditing.Verification;

/// <summary>Follows a chain line by line, oldest first, to the first one that does not fit.</summary>
/// <param name="head">What the broker last wrote down about the chain; null if that is not there.</param>
internal sealed class ChainVerifier(ChainLink? head)
{
    private readonly ChainHash _hash = new();
    private readonly byte[] _computed = new byte[ChainLink.HashLength];
    private readonly byte[] _last = Encoding.ASCII.GetBytes(ChainLink.Start.Hash);
    private readonly List<string> _notes = [];
    private LinePlace _lastPlace;
    private LinePlace? _loose;
    private bool _isLooseWhole;
    private (LinePlace Place, long Seq)? _suspect;

    /// <summary>What is wrong; null while nothing is.</summary>
    public ChainFault? Fault { get; private set; }

    /// <summary>What is not wrong, but good to know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Number of the first line of the chain that is there; 0 if none is.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>Number of the last line of the chain that was found sound; 0 if none was.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Lines that stand before the chain begins.</summary>
    public long LinesBefore { get; private set; }

    private bool HasBegun => FirstSeq > 0;

    /// <summary>Takes the next line.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="line">The line.</param>
    public void Read(LinePlace place, ReadOnlySpan<byte> line)
    {
        if (!ChainedLine.TryParse(line, out var chained))
        {
            TakeLoose(place, line);
        }
        else if (_suspect is { } suspect)
        {
            Fault = ChainFault.OutOfPlace(suspect.Place, suspect.Seq, LastSeq + 1, chained.Seq);
        }
        else if ((HasBegun ? GoOn(place, chained) : Begin(place, chained)) && IsSound(place, chained))
        {
            FirstSeq = HasBegun ? FirstSeq : chained.Seq;
            LastSeq = chained.Seq;
            chained.Hash.CopyTo(_last);
            (_lastPlace, _loose) = (place, null);
        }
    }

    /// <summary>Says that there are no more lines.</summary>
    public void End()
    {
        if (_suspect is { } suspect)
        {
            Fault = ChainFault.OutOfPlace(suspect.Place, suspect.Seq, LastSeq + 1, null);
        }
        else if (_loose is { } loose && (_isLooseWhole || !HasBegun))
        {
            Fault = ChainFault.NoHash(loose);
        }
        else if (head is null)
        {
            Fault = HasBegun ? new(null, "The head is missing or damaged: the broker keeps it beside the event file, and without it nobody can tell whether lines were cut off the end.") : null;
        }
        else if (head.Seq > LastSeq)
        {
            var missing = $"{ChainFault.Lines(LastSeq + 1, head.Seq)} of the chain, which the head has counted, are missing";
            Fault = _loose is { } cut ? ChainFault.CutOrEdited(cut) : new(HasBegun ? _lastPlace : null, $"The end was cut off{(HasBegun ? " after this line" : "")}: {missing}.");
        }
        else if (_loose is { } torn)
        {
            _notes.Add($"{torn}: the last line is not whole. The broker was stopped while it wrote it, or is writing now; no host was answered on the strength of it.");
        }

        if (head is not null && LastSeq > head.Seq)
        {
            _notes.Add($"{ChainFault.Lines(head.Seq + 1, LastSeq)} came after the head: the broker was stopped before it wrote the head, or is writing now.");
        }
    }

    private void TakeLoose(LinePlace place, ReadOnlySpan<byte> line)
    {
        if (!HasBegun)
        {
            LinesBefore++;
        }

        if (_loose is null || (!_isLooseWhole && IsWhole(line)))
        {
            (_loose, _isLooseWhole) = (place, IsWhole(line));
        }
    }

    /// <summary>The first line of the chain that is there must say what it follows.</summary>
    private bool Begin(LinePlace place, ChainedLine line)
    {
        if (line.From.IsEmpty)
        {
            Fault = _loose is { } loose
                ? ChainFault.CutOrEdited(loose)
                : new(place, $"The line before it is missing: {ChainFault.Lines(1, line.Seq - 1)} of the chain, or those since a file was begun, were dropped.");
        }
        else if (_loose is { } loose && line.Seq > 1)
        {
            Fault = ChainFault.NoHash(loose);
        }

        if (line.Seq > 1)
        {
            _notes.Add($"{ChainFault.Lines(1, line.Seq - 1)} of the chain are not here: dropped by rotation, moved away or removed.");
        }

        return Fault is null;
    }

    private bool GoOn(LinePlace place, ChainedLine line)
    {
        var follows = line.Seq == LastSeq + 1 && (line.From.IsEmpty || line.From.SequenceEqual(_last));
        if (_loose is { } loose)
        {
            // After a crash the broker says that it goes on; only then may the line before be unfinished.
            if (_isLooseWhole || !follows || line.From.IsEmpty)
            {
                Fault = _isLooseWhole ? ChainFault.NoHash(loose) : ChainFault.CutOrEdited(loose);
                return false;
            }

            _notes.Add($"{loose}: the line is not whole, because the broker was stopped while it wrote it. The chain goes on after it.");
        }

        if (!follows)
        {
            _suspect = (place, line.Seq);
        }

        return follows;
    }

    private bool IsSound(LinePlace place, ChainedLine line)
    {
        _hash.Compute(line.From.IsEmpty ? _last : line.From, line.Open, _computed);
        if (!line.Hash.SequenceEqual(_computed))
        {
            Fault = new(place, "The line was edited: it does not match its hash.");
        }
        else if (line.Seq == head?.Seq && Encoding.ASCII.GetString(line.Hash) != head.Hash)
        {
            Fault = new(place, "The line is not the one whose hash the head has: the chain was computed anew up to here, or the head was edited.");
        }

        return Fault is null;
    }

    private static bool IsWhole(ReadOnlySpan<byte> line) => line.EndsWith("}"u8);
}
