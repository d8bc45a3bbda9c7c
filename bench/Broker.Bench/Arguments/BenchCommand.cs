using System.CommandLine;
using System.CommandLine.Parsing;
using Broker.Wire;

namespace Broker.Bench.Arguments;

/// <summary>The command line of the measurements.</summary>
internal sealed class BenchCommand : RootCommand
{
    private static readonly Dictionary<string, Figure> FigureNames = Enum.GetValues<Figure>()
        .ToDictionary(figure => figure == Figure.FirstChunk ? "first-chunk" : figure.ToString().ToLowerInvariant());

    private readonly Option<bool> _quick = new("--quick") { Description = "About two minutes, instead of several." };

    private readonly Option<bool> _full = new("--full") { Description = "A quarter of an hour." };

    private readonly Option<string[]> _only = new("--only") { Description = "Measure this alone; may be repeated." };

    private readonly Option<int?> _rounds = new("--rounds") { Description = "Rounds of each figure, 1 to 100, instead of what the scale says." };

    private readonly Option<ForeignPeer[]> _peers = new("--peer")
    {
        Description = "Another broker that runs already and forwards POST /v1/chat/completions to the stub: NAME=http://127.0.0.1:PORT[,token=T][,pid=N]",
        CustomParser = ReadPeers,
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int> _stubPort = new("--stub-port") { Description = "Where the stub listens, for pointing another broker at it. 0 takes any free port." };

    private readonly Option<bool> _noPublish = new("--no-publish") { Description = "Measure the brokers published last time." };

    private readonly Option<bool> _write = new("--write") { Description = "Put the results into docs/performance.md and its picture." };

    /// <summary>The command.</summary>
    public BenchCommand()
        : base("Measures the broker beside nginx and beside no broker at all, on this machine's loopback.")
    {
        foreach (var option in (Option[])[_quick, _full, _only, _rounds, _peers, _stubPort, _noPublish, _write])
        {
            Add(option);
        }

        _only.AcceptOnlyFromAmong([.. FigureNames.Keys]);
        _rounds.Require(rounds => rounds is null or (>= 1 and <= 100), "--rounds takes a number from 1 to 100.");
        _stubPort.Require(port => port is >= 0 and <= 65535, "--stub-port takes a port.");
        Validators.Add(found =>
        {
            if (found.GetValue(_write) && found.GetValue(_only) is { Length: > 0 })
            {
                found.AddError("--only and --write do not go together: the page would lose the other figures.");
            }
        });
    }

    /// <summary>What a command line without errors asks for.</summary>
    public BenchOptions Read(ParseResult line)
    {
        var scale = line.GetValue(_full) ? Scale.Full : line.GetValue(_quick) ? Scale.Quick : Scale.Usual;
        return new BenchOptions
        {
            Scale = line.GetValue(_rounds) is { } rounds ? scale with { Rounds = rounds } : scale,
            Figures = line.GetValue(_only) is { Length: > 0 } only ? [.. only.Select(name => FigureNames[name]).Distinct().Order()] : Enum.GetValues<Figure>(),
            Peers = line.GetValue(_peers) ?? [],
            StubPort = line.GetValue(_stubPort),
            Write = line.GetValue(_write),
            NoPublish = line.GetValue(_noPublish),
        };
    }

    private static ForeignPeer[] ReadPeers(ArgumentResult found)
    {
        var peers = found.Tokens.Select(token => ForeignPeer.Parse(token.Value)).ToArray();
        if (peers.Contains(null))
        {
            found.AddError("--peer takes NAME=http://127.0.0.1:PORT[,token=T][,pid=N]; the address has to be on this machine.");
        }

        return [.. peers.OfType<ForeignPeer>()];
    }
}
