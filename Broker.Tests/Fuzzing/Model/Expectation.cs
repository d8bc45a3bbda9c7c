namespace Broker.Tests.Fuzzing.Model;

/// <summary>What may become of one request.</summary>
internal sealed record Expectation
{
    /// <summary>Whether the HTTP server may refuse it before, or while, the rules look at it.</summary>
    public bool ServerMayRefuse { get; init; }

    /// <summary>What the rules make of it; null when the HTTP server must refuse it.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What becomes of the connection, unless the HTTP server refuses.</summary>
    public Closing Closing { get; init; }

    /// <summary>Whether the host may get no answer at all, since it ended its own side too early.</summary>
    public bool MayBeSilent { get; init; }
}
