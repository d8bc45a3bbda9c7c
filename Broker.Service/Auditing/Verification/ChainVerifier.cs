using System.Text;
using Broker.Service.Auditing.Chain;

namespace Broker.Service.Auditing.Verification;

/// <summary>Verifies a chain line by line, oldest first, up to the first fault.</summary>
/// <param name="head">The head that the broker wrote last; null if it is missing or damaged.</param>
internal sealed class ChainVerifier(ChainLink? head)
{
    private readonly ChainHash _hash = new();
    private readonly byte[] _computed = new byte[ChainLink.HashLength];
    private readonly byte[] _last = Encoding.ASCII.GetBytes(ChainLink.Start.Hash);
    private readonly List<string> _notes = [];
    private LinePlace _lastPlace;
    private LinePlace? _unchained;
    private bool _isUnchainedWhole;
    private (LinePlace Place, long Seq)? _suspect;

    /// <summary>The fault; null while there is none.</summary>
    public ChainFault? Fault { get; private set; }

    /// <summary>Facts worth telling that are no fault.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Number of the first line of the chain; 0 if there is none.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>Number of the last line that was verified; 0 if none was.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Number of lines before the chain starts.</summary>
    public long LinesBefore { get; private set; }

    private bool HasBegun => FirstSeq > 0;

    /// <summary>Verifies the next line.</summary>
    public void Read(LinePlace place, ReadOnlySpan<byte> line)
    {
        if (!ChainedLine.TryParse(line, out var chained))
        {
            NoteUnchained(place, line);
        }
        else if (_suspect is { } suspect)
        {
            Fault = ChainFault.OutOfPlace(suspect.Place, suspect.Seq, LastSeq + 1, chained.Seq);
        }
        else if ((HasBegun ? Continue(place, chained) : Begin(place, chained)) && IsSound(place, chained))
        {
            FirstSeq = HasBegun ? FirstSeq : chained.Seq;
            LastSeq = chained.Seq;
            chained.Hash.CopyTo(_last);
            (_lastPlace, _unchained) = (place, null);
        }
    }

    /// <summary>Verifies the end: there are no more lines.</summary>
    public void End()
    {
        if (_suspect is { } suspect)
        {
            Fault = ChainFault.OutOfPlace(suspect.Place, suspect.Seq, LastSeq + 1, null);
        }
        else if (_unchained is { } unchained && (_isUnchainedWhole || !HasBegun))
        {
            Fault = ChainFault.NoHash(unchained);
        }
        else if (head is null)
        {
            Fault = HasBegun ? new(null, "The head is missing or damaged: the broker keeps it beside the event file, and without it nobody can tell whether lines were cut off the end.") : null;
        }
        else if (head.Seq > LastSeq)
        {
            var missing = $"{ChainFault.Lines(LastSeq + 1, head.Seq)} of the chain, which the head has counted, are missing";
            Fault = _unchained is { } cut
                ? ChainFault.CutOrEdited(cut)
                : new(HasBegun ? _lastPlace : null, $"The end was cut off{(HasBegun ? " after this line" : "")}: {missing}.");
        }
        else if (_unchained is { } torn)
        {
            _notes.Add($"{torn}: the last line is not whole. The broker was stopped while it wrote it, or is writing now; no host was answered on the strength of it.");
        }

        if (head is not null && LastSeq > head.Seq)
        {
            _notes.Add($"{ChainFault.Lines(head.Seq + 1, LastSeq)} came after the head: the broker was stopped before it wrote the head, or is writing now.");
        }
    }

    private void NoteUnchained(LinePlace place, ReadOnlySpan<byte> line)
    {
        if (!HasBegun)
        {
            LinesBefore++;
        }

        if (_unchained is null || (!_isUnchainedWhole && IsWhole(line)))
        {
            (_unchained, _isUnchainedWhole) = (place, IsWhole(line));
        }
    }

    /// <summary>Verifies the first line of the chain that is present: it must name the hash that it follows.</summary>
    private bool Begin(LinePlace place, ChainedLine line)
    {
        if (line.From.IsEmpty)
        {
            Fault = _unchained is { } unchained
                ? ChainFault.CutOrEdited(unchained)
                : new(place, $"The line before it is missing: {ChainFault.Lines(1, line.Seq - 1)} of the chain, or those since a file was begun, were dropped.");
        }
        else if (_unchained is { } unchained && line.Seq > 1)
        {
            Fault = ChainFault.NoHash(unchained);
        }

        if (line.Seq > 1)
        {
            _notes.Add($"{ChainFault.Lines(1, line.Seq - 1)} of the chain are not here: dropped by rotation, moved away or removed.");
        }

        return Fault is null;
    }

    private bool Continue(LinePlace place, ChainedLine line)
    {
        var follows = line.Seq == LastSeq + 1 && (line.From.IsEmpty || line.From.SequenceEqual(_last));
        if (_unchained is { } unchained)
        {
            // After a crash the broker names the hash that it continues from; only then may the line before be incomplete.
            if (_isUnchainedWhole || !follows || line.From.IsEmpty)
            {
                Fault = _isUnchainedWhole ? ChainFault.NoHash(unchained) : ChainFault.CutOrEdited(unchained);
                return false;
            }

            _notes.Add($"{unchained}: the line is not whole, because the broker was stopped while it wrote it. The chain goes on after it.");
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
