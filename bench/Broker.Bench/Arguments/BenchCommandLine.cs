using System.Globalization;

namespace Broker.Bench.Arguments;

/// <summary>Reads the command line.</summary>
internal static class BenchCommandLine
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        Measures the broker beside nginx and beside no broker at all, on this machine's loopback.

          --quick             about two minutes; --full a quarter of an hour; neither: several minutes
          --only FIGURE       throughput, latency, bodies, first-chunk, streams or startup; may be repeated
          --rounds N          rounds of each figure, instead of what the scale says
          --peer NAME=http://127.0.0.1:PORT[,token=T][,pid=N]
                              another broker that runs already and forwards POST /v1/chat/completions to the stub
          --stub-port N       where the stub listens, for pointing another broker at it; default: any free port
          --no-publish        measure the brokers published last time
          --write             put the results into docs/performance.md and its picture
        """;

    private static readonly Dictionary<string, Figure> FigureNames = Enum.GetValues<Figure>()
        .ToDictionary(figure => figure == Figure.FirstChunk ? "first-chunk" : figure.ToString().ToLowerInvariant());

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>What they ask for, or what is wrong with them.</returns>
    public static (BenchOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions();
        int? rounds = null;
        var only = new List<Figure>();
        var peers = new List<ForeignPeer>();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            switch (args[i])
            {
                case "--quick":
                    options = options with { Scale = Scale.Quick };
                    continue;
                case "--full":
                    options = options with { Scale = Scale.Full };
                    continue;
                case "--write":
                    options = options with { Write = true };
                    continue;
                case "--no-publish":
                    options = options with { NoPublish = true };
                    continue;
                case "--only" when FigureNames.TryGetValue(value, out var figure):
                    only.Add(figure);
                    break;
                case "--only":
                    return (null, $"--only takes one of {string.Join(", ", FigureNames.Keys)}.");
                case "--rounds" when Number(value) is >= 1 and <= 100 and var number:
                    rounds = number;
                    break;
                case "--rounds":
                    return (null, "--rounds takes a number from 1 to 100.");
                case "--stub-port" when Number(value) is >= 0 and <= 65535 and var port:
                    options = options with { StubPort = port };
                    break;
                case "--stub-port":
                    return (null, "--stub-port takes a port.");
                case "--peer" when ForeignPeer.Parse(value) is { } peer:
                    peers.Add(peer);
                    break;
                case "--peer":
                    return (null, "--peer takes NAME=http://127.0.0.1:PORT[,token=T][,pid=N]; the address has to be on this machine.");
                default:
                    return (null, $"{args[i]} is not an option; --help lists them.");
            }

            i++;
        }

        if (options.Write && only.Count > 0)
        {
            return (null, "--only and --write do not go together: the page would lose the other figures.");
        }

        options = options with { Peers = peers, Scale = rounds is { } count ? options.Scale with { Rounds = count } : options.Scale };
        return (only.Count == 0 ? options : options with { Figures = [.. only.Distinct().Order()] }, null);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
