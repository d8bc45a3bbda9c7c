using Broker.Tests.Fuzzing.Wire;
using Broker.Tests.Leaks;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>How the broker under test is set up, as its user would say it.</summary>
/// <param name="IsProxy">Whether it forwards; otherwise it describes.</param>
/// <param name="Upstream">Its <c>upstream_base_url</c>.</param>
internal sealed record BrokerFacts(bool IsProxy, string Upstream)
{
    /// <summary>Longest body.</summary>
    public const int Limit = 1024;

    /// <summary>Names of this machine.</summary>
    public static readonly IReadOnlyList<string> Hosts = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>What is allowed, and nothing else.</summary>
    public static readonly IReadOnlyList<(string Method, string Target)> Allowed =
    [
        ("POST", "/v1/chat/completions"), ("POST", "/v1/responses"), ("POST", "/v1/embeddings"), ("GET", "/v1/models"), ("DELETE", "/v1/files/f-1"),
    ];

    /// <summary>Whether a request with this method and target is on the list.</summary>
    public static bool Allows(string method, string target) => Allowed.Contains((method, target));

    public static string Token => Canaries.Token;

    public static string Key => Canaries.Key;

    /// <summary>Asked last on each connection: shows that it is still in step, and ends it.</summary>
    public static FuzzRequest Goodbye { get; } = new()
    {
        Method = "GET",
        Target = "/healthz",
        Headers = [new("Host", "127.0.0.1"), new("Connection", "close")],
        Framing = Framing.None,
    };
}
