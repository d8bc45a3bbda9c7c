using System.Text.RegularExpressions;
using MockProvider.Journal;

namespace MockProvider.Verdicts;

/// <summary>What arrived with one request that ought to arrive, and what ought not. No value of a credential is in here.</summary>
internal sealed partial class RequestVerdict
{
    /// <summary>The token of the lab, which no upstream should ever see.</summary>
    private const string LabCallerToken = "lab-caller-token";

    private const string ProviderKey = "provider key";
    private const string CallerToken = "caller token";
    private const string AuthorizationName = "authorization";

    private static readonly HashSet<string> CredentialNames =
    [
        AuthorizationName, "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "x-auth-token", "x-amz-security-token",
        "x-broker-token", "cookie", "openai-organization", "openai-project",
    ];

    private static readonly HashSet<string> TrailNames = ["forwarded", "via", "x-real-ip", "x-client-ip", "origin", "referer"];
    private static readonly string[] TrailPrefixes = ["x-forwarded-", "sec-fetch-"];

    private RequestVerdict(ReceivedRequest request, string key, IReadOnlyList<string> keyHeaders)
    {
        (Time, Method, Path) = (request.Time, request.Method, request.Path);
        (string Name, string Value)[] known = [(CallerToken, LabCallerToken), (ProviderKey, key)];
        var headers = request.Headers.ToLookup(header => header.Key.ToLowerInvariant(), header => header.Value)
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .ToList();
        Credentials = [.. headers.Select(header => Read(header, known)).OfType<CredentialView>()];
        Cookies = request.HeaderValues("cookie").Sum(line => line.Split(';', StringSplitOptions.RemoveEmptyEntries).Length);
        BrokerHeaders = [.. headers.Select(header => header.Key).Where(name => name.StartsWith("x-broker-", StringComparison.Ordinal))];
        TrailHeaders = [.. headers.Where(IsTrail).Select(header => header.Key)];
        InBody = [.. known.Where(
            secret => request.BodyText.Contains(secret.Value, StringComparison.Ordinal)).Select(secret => secret.Name)];
        var complaint = Complain(keyHeaders);
        Clean = complaint is null;
        Judgement = complaint ?? "Only the provider key arrived, once. The broker did its work.";
    }

    public DateTimeOffset Time { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>Whether the key came, once, and nothing else that tells who asks.</summary>
    public bool Clean { get; }

    /// <summary>The same in a line for a person; of several faults the gravest.</summary>
    public string Judgement { get; }

    /// <summary>Every header with a credential.</summary>
    public IReadOnlyList<CredentialView> Credentials { get; }

    public int Cookies { get; }

    /// <summary>Headers that only a broker's callers send.</summary>
    public IReadOnlyList<string> BrokerHeaders { get; }

    /// <summary>Headers that tell where the request came from.</summary>
    public IReadOnlyList<string> TrailHeaders { get; }

    /// <summary>Credentials found in the body.</summary>
    public IReadOnlyList<string> InBody { get; }

    /// <param name="request">What arrived.</param>
    /// <param name="key">The provider key.</param>
    /// <param name="keyHeaders">Where it may be, in one of them.</param>
    public static RequestVerdict On(ReceivedRequest request, string key, IReadOnlyList<string> keyHeaders) => new(request, key, keyHeaders);

    // What brokers say of themselves is made up for each process and tells nobody anything.
    private static bool IsTrail(IGrouping<string, string> header) => header.Key == "via"
        ? !header.All(line => BrokerMarks().IsMatch(line))
        : TrailNames.Contains(header.Key) || TrailPrefixes.Any(prefix => header.Key.StartsWith(prefix, StringComparison.Ordinal));

    private static CredentialView? Read(IGrouping<string, string> header, (string Name, string Value)[] known)
    {
        var holds = header.Key == "x-broker-token"
            ? CallerToken
            : known.FirstOrDefault(secret => header.Any(line => line.Contains(secret.Value, StringComparison.Ordinal))).Name;
        return holds is null && !CredentialNames.Contains(header.Key)
            ? null
            : new CredentialView(header.Key, header.Count(), holds ?? "something else");
    }

    private string? Complain(IReadOnlyList<string> keyHeaders)
    {
        var tokens = PlacesOf(CallerToken);
        var keys = PlacesOf(ProviderKey);
        var isKeyInPlace = Credentials.Any(found => found is { Holds: ProviderKey, Count: 1 } && IsPlace(found));
        var others = Credentials.Where(found => found.Holds != ProviderKey).Select(found => found.Header);
        var places = string.Join(" or ", keyHeaders);
        return tokens.Count > 0
                ? $"The caller's token arrived, in {Say(tokens)}. It is for the broker alone; the provider could now use the broker."
            : keys.Count == 0 && Credentials.Any(IsPlace) ? "A credential arrived, but it is not the provider key."
            : keys.Count == 0 ? "No provider key arrived. Nobody attached one: was the broker passed by, or has it no secret?"
            : keys.Count > 1 || !isKeyInPlace ? $"The provider key arrived, but not once and in {places} alone: {Say(keys)}."
            : Cookies > 0 ? "Besides the key came cookies: the provider can tell one host from another."
            : Credentials.Count > 1 ? $"Besides the key came {Say(others)}, which the host chose and not the broker."
            : BrokerHeaders.Count > 0 ? $"Besides the key came headers meant for the broker: {Say(BrokerHeaders)}."
            : TrailHeaders.Count > 0 ? $"Besides the key came headers that tell where the request is from: {Say(TrailHeaders)}."
            : null;

        bool IsPlace(CredentialView found) => keyHeaders.Contains(found.Header, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Where one of the two known secrets came.</summary>
    private List<string> PlacesOf(string secret) =>
    [
        .. Credentials.Where(found => found.Holds == secret).Select(found => found.Header),
        .. InBody.Where(found => found == secret).Select(_ => "the body"),
    ];

    private static string Say(IEnumerable<string> names) => string.Join(", ", names);

    [GeneratedRegex(@"\A1\.1 broker-[0-9a-f]{16}(?:, 1\.1 broker-[0-9a-f]{16})*\z")]
    private static partial Regex BrokerMarks();
}

/// <summary>A header that carries a credential; the value is never told.</summary>
internal sealed record CredentialView(string Header, int Count, string Holds, string Value = "***");
