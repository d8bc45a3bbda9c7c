using Broker.AppHost.Embedded.Dashboard.Output;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Orchestration;

namespace Broker.AppHost.Embedded.Terminal;

/// <summary>The terminal, shared by all resources: each line says whose it is, in a colour of its own where the terminal has any.</summary>
internal sealed class ResourceConsole
{
    private const string Reset = "\u001b[0m";
    private static readonly string[] Colours = ["\u001b[36m", "\u001b[33m", "\u001b[35m", "\u001b[32m", "\u001b[34m"];

    private readonly Dictionary<string, string> _prefixes;
    private readonly SecretMask _mask;
    private readonly SecretScan? _scan;
    private readonly TextWriter _output;
    private readonly bool _colours;

    /// <summary>Gives each resource its prefix.</summary>
    /// <param name="resources">Their names.</param>
    /// <param name="mask">Keeps secrets off the screen.</param>
    /// <param name="scan">Counts the lines and those with secrets.</param>
    public ResourceConsole(IEnumerable<string> resources, SecretMask mask, SecretScan scan)
        : this(resources, mask, Console.Out, !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null, scan)
    {
    }

    /// <summary>For tests: another place to write to.</summary>
    internal ResourceConsole(IEnumerable<string> resources, SecretMask mask, TextWriter output, bool colours, SecretScan? scan = null)
    {
        var names = resources.ToList();
        var width = names.Select(name => name.Length).DefaultIfEmpty().Max();
        _prefixes = names.Index().ToDictionary(
            entry => entry.Item,
            entry => colours ? $"{Colours[entry.Index % Colours.Length]}{entry.Item.PadRight(width)}{Reset} | " : $"{entry.Item.PadRight(width)} | ");
        _mask = mask;
        _scan = scan;
        _colours = colours;
        Kept = new ConsoleStore(TimeProvider.System);
        _output = TextWriter.Synchronized(output);
    }

    /// <summary>Keeps what is written, for the dashboard.</summary>
    public ConsoleStore Kept { get; }

    /// <summary>Writes a line about a resource.</summary>
    public void Write(string resource, string line) => Write(resource, ConsoleStream.Engine, line);

    /// <summary>Writes a line of a resource, with its colours where the terminal has any.</summary>
    public void Write(string resource, ConsoleStream stream, string line)
    {
        var masked = _mask.Apply(Scanned(resource, line));
        _output.WriteLine(_prefixes[resource] + (_colours ? masked : AnsiText.Plain(masked)));
        Kept.Add(resource, stream, masked);
    }

    /// <summary>Writes a line of the engine.</summary>
    public void Announce(string line) => AnnounceUnmasked(_mask.Apply(line));

    /// <summary>Writes a line of the engine that shows a secret on purpose: the address that opens the dashboard.</summary>
    public void AnnounceUnmasked(string line) => _output.WriteLine(line);

    private string Scanned(string resource, string line)
    {
        // Colours may stand inside a secret: without them it is whole again.
        var plain = line.Contains('\u001b', StringComparison.Ordinal) ? AnsiText.Plain(line) : line;
        var cleaned = _scan?.Read(ScanKind.ConsoleLines, resource, plain) ?? line;
        return cleaned == plain ? line : cleaned;
    }
}
