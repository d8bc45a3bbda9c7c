using System.Text.RegularExpressions;
using MockProvider.Journal;

namespace MockProvider.Verdicts;

/// <summary>Sorts what came with a request into what proves who asks, and what merely tells.</summary>
internal sealed partial class Arrival
{
    /// <summary>The token of the lab, which no upstream should ever see.</summary>
    public const string LabCallerToken = "lab-caller-token";

    public const string ProviderKey = "provider key";
    public const string CallerToken = "caller token";
    private const string SomethingElse = "something else";
    private const string BrokerPrefix = "x-broker-";
    private const string AuthorizationName = "authorization";

    private static readonly HashSet<string> CredentialNames =
    [
        AuthorizationName, "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "x-auth-token", "x-amz-security-token",
        "x-broker-token", "cookie", "openai-organization", "openai-project",
    ];

    private static readonly HashSet<string> TrailNames = ["forwarded", "via", "x-real-ip", "x-client-ip", "origin", "referer"];
    private static readonly string[] TrailPrefixes = ["x-forwarded-", "sec-fetch-"];

    private readonly string _key;

    public Arrival(ReceivedRequest request, string key)
    {
        _key = key;
        Credentials = [.. request.Headers.GroupBy(header => header.Key.ToLowerInvariant()).Select(Read).OfType<CredentialView>().OrderBy(found => found.Header, StringComparer.Ordinal)];
        Cookies = request.HeaderValues("cookie").Sum(line => line.Split(';', StringSplitOptions.RemoveEmptyEntries).Length);
        var names = request.Headers.Select(header => header.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToArray();
        BrokerHeaders = [.. names.Where(name => name.StartsWith(BrokerPrefix, StringComparison.Ordinal))];
        var isOfBrokers = request.HeaderValues("via").All(line => BrokerMarks().IsMatch(line));
        TrailHeaders = [.. names.Where(name => IsTrail(name) && !(name == "via" && isOfBrokers))];
        var body = request.BodyText;
        InBody = [.. Known().Where(known => body.Contains(known.Value, StringComparison.Ordinal)).Select(known => known.Name)];
    }

    public IReadOnlyList<CredentialView> Credentials { get; }

    public int Cookies { get; }

    public IReadOnlyList<string> BrokerHeaders { get; }

    public IReadOnlyList<string> TrailHeaders { get; }

    public IReadOnlyList<string> InBody { get; }

    /// <summary>Where one of the two known secrets came, the body included.</summary>
    public IReadOnlyList<string> PlacesOf(string secret) =>
        [.. Credentials.Where(found => found.Holds == secret).Select(found => found.Header), .. InBody.Where(found => found == secret).Select(_ => "the body")];

    /// <summary>Whether the key came as it should: in one Authorization line.</summary>
    public bool HasKeyInPlace => Credentials.Any(found => found is { Header: AuthorizationName, Holds: ProviderKey, Count: 1 });

    private static bool IsTrail(string name) =>
        TrailNames.Contains(name) || TrailPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private CredentialView? Read(IGrouping<string, KeyValuePair<string, string>> header)
    {
        var known = header.Key == "x-broker-token"
            ? CallerToken
            : Known().FirstOrDefault(known => header.Any(line => line.Value.Contains(known.Value, StringComparison.Ordinal))).Name;
        return known is null && !CredentialNames.Contains(header.Key) ? null : new CredentialView(header.Key, header.Count(), known ?? SomethingElse);
    }

    /// <summary>What brokers say of themselves, made up for each process: it tells nobody anything, and a request that goes in a circle is known by it.</summary>
    [GeneratedRegex(@"\A1\.1 broker-[0-9a-f]{16}(?:, 1\.1 broker-[0-9a-f]{16})*\z")]
    private static partial Regex BrokerMarks();

    private IEnumerable<(string Name, string Value)> Known() => [(CallerToken, LabCallerToken), (ProviderKey, _key)];
}

/// <summary>A header that carries a credential; the value is never told.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Count">How often it came.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="Value">Three stars.</param>
internal sealed record CredentialView(string Header, int Count, string Holds, string Value = "***");
