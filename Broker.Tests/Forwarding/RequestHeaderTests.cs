using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: which headers the upstream gets, and which it never gets.</summary>
public class RequestHeaderTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";
    private static readonly string[] Own = [$"Bearer {RunningBroker.ProviderKey}"];
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    [Fact]
    public async Task Request_WithManyHeaders_PassesThoseOnTheListAlone()
    {
        string[] passed =
        [
            "Content-Type: application/json; charset=utf-8", "accept: text/event-stream", "User-Agent: OpenAI/Python 1.0 (x; y)",
            "OpenAI-Beta: assistants=v2",
            "Idempotency-Key: abc", "X-Client-Request-Id: 42", "x-stainless-lang: python", "X-Stainless-Retry-Count: 0",
        ];
        string[] withheld =
        [
            "x-stainless: no", "Cookie: a=b", "OpenAI-Organization: org-mine", "OpenAI-Project: proj",
            $"x-goog-api-key: {RunningBroker.Token}", "Accept-Encoding: gzip",
            "Accept-Language: de", "X-Forwarded-For: 10.0.0.1", "Forwarded: for=10.0.0.1", "Referer: http://localhost/secret",
            "X-HTTP-Method-Override: DELETE",
            "baggage: a=b", "TE: trailers", "Range: bytes=0-1",
        ];

        var request = await SendAsync([.. passed, .. withheld]);

        string[] own = [$"Authorization: {Own[0]}", "Content-Length: 2", $"Host: {new Uri(_shared.Upstream.Url).Authority}", $"Via: {request.Headers["Via"][0]}"];
        Assert.Equal(
            passed.Concat(own).Order(StringComparer.OrdinalIgnoreCase),
            request.NamesBesideTrace().Select(name => $"{name}: {string.Join('|', request.Headers[name])}").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_WithoutContentType_SaysThatItIsJsonAndNothingElse()
    {
        var request = await SendAsync();
        Assert.Equal(["application/json"], request.Headers["Content-Type"]);
        Assert.Equal(
            ["Authorization", "Content-Length", "Content-Type", "Host", "Via"],
            request.NamesBesideTrace().Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("keep-alive, accept")]
    [InlineData("x-stainless-lang, keep-alive")]
    [InlineData("keep-alive, Accept , x-stainless-lang")]
    public async Task Request_NamingHeadersInConnection_EndsThemHereAndStaysAuthenticated(string nominated)
    {
        var sent = (await SendAsync($"Connection: {nominated}, authorization", "Accept: a", "X-Stainless-Lang: b")).Headers;
        Assert.Equal(!nominated.Contains("accept", StringComparison.OrdinalIgnoreCase), sent.ContainsKey("Accept"));
        Assert.Equal(!nominated.Contains("lang", StringComparison.OrdinalIgnoreCase), sent.ContainsKey("x-stainless-lang"));
        Assert.Equal(Own, sent["Authorization"]);
    }

    [Fact]
    public async Task Request_WhereHeadersAreConfigured_CarriesThoseWhateverTheHostSent()
    {
        var configured = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["user-agent"] = "configured", ["Content-Type"] = "application/vnd.x+json", ["OpenAI-Organization"] = "org-ours",
            ["api-version"] = "2",
        };
        await using var broker = await RunningBroker.StartProxyAsync(
            _shared.Upstream.Url, options => options with { ExtraHeaders = configured });

        await WrittenRequest.SendAsync(
            broker, "POST /v1/responses", "{}", Token, "User-Agent: mine", "Content-Type: text/plain", "OpenAI-Organization: org-mine");

        var sent = Assert.Single(_shared.Upstream.Requests).Headers;
        Assert.All(configured, header => Assert.Equal([header.Value], sent[header.Key]));
    }

    [Fact]
    public async Task Request_WithSecretKindNone_CarriesNoAuthorizationAtAll()
    {
        await using var broker = await RunningBroker.StartProxyAsync(
            _shared.Upstream.Url, options => options with { SecretSource = new SecretSourceOptions() });
        Assert.Equal(
            200,
            (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Authorization: Bearer {RunningBroker.Token}")).Status);
        Assert.DoesNotContain("Authorization", Assert.Single(_shared.Upstream.Requests).Headers.Keys);
    }

    private async Task<RecordedRequest> SendAsync(params string[] headers)
    {
        await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", "{}", [Token, .. headers]);
        return Assert.Single(_shared.Upstream.Requests);
    }
}
