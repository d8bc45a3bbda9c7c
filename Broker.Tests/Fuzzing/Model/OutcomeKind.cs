namespace Broker.Tests.Fuzzing.Model;

/// <summary>The sorts of answers.</summary>
internal enum OutcomeKind
{
    /// <summary>The broker's own no.</summary>
    Refusal,

    /// <summary><c>GET /healthz</c>.</summary>
    Health,

    /// <summary><c>GET /health</c> and <c>GET /alive</c>, which leave no event.</summary>
    Probe,

    /// <summary>A dry run's description.</summary>
    Description,

    /// <summary>The upstream's answer.</summary>
    Forwarded,
}
