namespace Broker.Bench.Arguments;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>How long it may take.</summary>
    public Scale Scale { get; init; } = Scale.Usual;

    /// <summary>What to measure.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = Enum.GetValues<Figure>();

    /// <summary>Brokers that run already.</summary>
    public IReadOnlyList<ForeignPeer> Peers { get; init; } = [];

    /// <summary>A port for the stub, so that a foreign broker can be pointed at it beforehand; 0 takes any.</summary>
    public int StubPort { get; init; }

    /// <summary>Whether the results go into the documentation.</summary>
    public bool Write { get; init; }

    /// <summary>Whether to take the brokers published last time as they are.</summary>
    public bool NoPublish { get; init; }
}
