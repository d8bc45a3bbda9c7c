namespace Broker.Service.Configuration;

/// <summary>Headers in which a host may send its caller token. None of them is forwarded.</summary>
internal static class CallerTokenHeaders
{
    /// <summary>Carries a caller token or a key after <c>Bearer</c>.</summary>
    public const string Authorization = "Authorization";

    /// <summary>The broker's own header for a caller token.</summary>
    public const string BrokerToken = "X-Broker-Token";

    /// <summary>Headers that carry the token without a scheme.</summary>
    public static IReadOnlyList<string> Plain { get; } = [BrokerToken, "api-key", "x-api-key", "x-goog-api-key"];

    public static IReadOnlyList<string> All { get; } = [Authorization, .. Plain];
}
