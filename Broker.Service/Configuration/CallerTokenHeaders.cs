namespace Broker.Service.Configuration;

/// <summary>The headers in which a host may send its caller token. None of them ever goes upstream.</summary>
internal static class CallerTokenHeaders
{
    /// <summary>Carries a caller token or a key, behind <c>Bearer</c>.</summary>
    public const string Authorization = "Authorization";

    /// <summary>Carries a caller token; the broker's own header.</summary>
    public const string BrokerToken = "X-Broker-Token";

    /// <summary>Those that carry the token as it is.</summary>
    public static IReadOnlyList<string> Plain { get; } = [BrokerToken, "api-key", "x-api-key", "x-goog-api-key"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Authorization, .. Plain];
}
