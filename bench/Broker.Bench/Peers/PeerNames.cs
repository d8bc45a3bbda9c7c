namespace Broker.Bench.Peers;

/// <summary>What the tables call the peers that every run has.</summary>
internal static class PeerNames
{
    /// <summary>No broker: straight to the stub.</summary>
    public const string Direct = "direct";

    /// <summary>nginx doing the same injection.</summary>
    public const string Nginx = "nginx";

    /// <summary>The broker, compiled ahead of time.</summary>
    public const string Aot = "broker, AOT";

    /// <summary>The broker on the just-in-time compiler.</summary>
    public const string Jit = "broker, JIT";

    /// <summary>The broker, compiled ahead of time, exporting its telemetry.</summary>
    public const string Otlp = "broker, AOT, OTLP on";
}
