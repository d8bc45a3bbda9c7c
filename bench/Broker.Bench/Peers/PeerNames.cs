namespace Broker.Bench.Peers;

/// <summary>What the tables call the peers that every run has.</summary>
internal static class PeerNames
{
    /// <summary>No broker: straight to the stub.</summary>
    public const string Direct = "direct";

    /// <summary>nginx doing the same injection.</summary>
    public const string Nginx = "nginx";

    /// <summary>What the broker is built on, compiled ahead of time, with nothing in it.</summary>
    public const string Bare = "bare, AOT";

    /// <summary>The same, with the broker's event log in it and nothing else of the broker.</summary>
    public const string BareWithEvents = "bare + events";

    /// <summary>Without events, on the just-in-time compiler; its start alone is measured.</summary>
    public const string BareJit = "bare, JIT";

    /// <summary>The broker, compiled ahead of time.</summary>
    public const string Aot = "broker, AOT";

    /// <summary>The broker on the just-in-time compiler.</summary>
    public const string Jit = "broker, JIT";

    /// <summary>The broker, compiled ahead of time, exporting its telemetry.</summary>
    public const string Otlp = "broker, AOT, OTLP on";
}
