using Broker.Bench.Peers;

namespace Broker.Bench.Report;

/// <summary>The forms of one program, by what the tables call them.</summary>
/// <param name="Aot">Compiled ahead of time.</param>
/// <param name="Jit">On the just-in-time compiler; null where it is not measured.</param>
/// <param name="Otlp">Compiled ahead of time, exporting its telemetry; null where it has none.</param>
internal sealed record Forms(string Aot, string? Jit, string? Otlp)
{
    /// <summary>The broker: what the targets are about.</summary>
    public static Forms Broker { get; } = new(PeerNames.Aot, PeerNames.Jit, PeerNames.Otlp);

    /// <summary>What it is built on: nothing of the broker could come nearer to a target.</summary>
    public static Forms Bare { get; } = new(PeerNames.Bare, PeerNames.BareJit, null);

    /// <summary>The same with the broker's event log, which is three calls to the system that no broker with its promise can leave out.</summary>
    public static Forms BareWithEvents { get; } = new(PeerNames.BareWithEvents, null, null);
}
