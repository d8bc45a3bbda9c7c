using System.Globalization;
using System.Text;
using Broker.Service.Auditing.Chain;

namespace Broker.Service.Auditing.Verification;

/// <summary>Follows a chain line by line, oldest first, to the first one that does not fit.</summary>
/// <param name="head">What the broker last wrote down about the chain; null if that is not there.</param>
internal sealed class ChainVerifier(ChainLink? head)
{
    private const string CutOrEdited = "The line was edited, or cut short.";
    private const string NoHash = "The line has no hash of the chain: it was edited, put there by somebody else, or written while events_chain was off.";

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
            Fault = Diagnosis(suspect, chained.Seq);
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
            Fault = Diagnosis(suspect, null);
        }
        else if (_loose is { } loose && (_isLooseWhole || !HasBegun))
        {
            Fault = new(loose, NoHash);
        }
        else if (head is null)
        {
            Fault = HasBegun ? new(null, "The head is missing or damaged: the broker keeps it beside the event file, and without it nobody can tell whether lines were cut off the end.") : null;
        }
        else if (head.Seq > LastSeq)
        {
            var missing = $"{Lines(LastSeq + 1, head.Seq)} of the chain, which the head has counted, are missing";
            Fault = _loose is { } cut ? new(cut, CutOrEdited) : new(HasBegun ? _lastPlace : null, $"The end was cut off{(HasBegun ? " after this line" : "")}: {missing}.");
        }
        else if (_loose is { } torn)
        {
            _notes.Add($"{At(torn)}: the last line is not whole. The broker was stopped while it wrote it, or is writing now; no host was answered on the strength of it.");
        }

        if (head is not null && LastSeq > head.Seq)
        {
            _notes.Add($"{Lines(head.Seq + 1, LastSeq)} came after the head: the broker was stopped before it wrote the head, or is writing now.");
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
                ? new(loose, CutOrEdited)
                : new(place, $"The line before it is missing: {Lines(1, line.Seq - 1)} of the chain, or those since a file was begun, were dropped.");
        }
        else if (_loose is { } loose && line.Seq > 1)
        {
            Fault = new(loose, NoHash);
        }

        if (line.Seq > 1)
        {
            _notes.Add($"{Lines(1, line.Seq - 1)} of the chain are not here: dropped by rotation, moved away or removed.");
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
                Fault = new(loose, _isLooseWhole ? NoHash : CutOrEdited);
                return false;
            }

            _notes.Add($"{At(loose)}: the line is not whole, because the broker was stopped while it wrote it. The chain goes on after it.");
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

    /// <summary>A line does not follow the one before. The one after it tells more.</summary>
    private ChainFault Diagnosis((LinePlace Place, long Seq) suspect, long? next)
    {
        var expected = LastSeq + 1;
        var meaning = suspect.Seq switch
        {
            _ when suspect.Seq == expected || next == expected + 1 => "The line was edited, or the one before it was: it does not follow that.",
            _ when suspect.Seq < expected => $"The line is out of order: it says that it is line {Number(suspect.Seq)} of the chain, but line {Number(LastSeq)} stands before it. It was moved or copied here.",
            _ when next >= expected && next < suspect.Seq => $"The line is out of order: it is line {Number(suspect.Seq)} of the chain, where line {Number(expected)} belongs.",
            _ => $"{Lines(expected, suspect.Seq - 1)} of the chain are missing before this line: dropped, or moved.",
        };
        return new(suspect.Place, meaning);
    }

    private static bool IsWhole(ReadOnlySpan<byte> line) => line.EndsWith("}"u8);

    private static string At(LinePlace place) => $"{place.File}, line {Number(place.Line)}";

    private static string Lines(long first, long last) => first == last ? $"line {Number(first)}" : $"lines {Number(first)} to {Number(last)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
