using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>Section 6: which headers the upstream gets, and which it never gets.</summary>
public class RequestHeaderTests
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Request_WithManyHeaders_PassesThoseOnTheListAlone()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(
            broker,
            "POST /v1/responses",
            "{}",
            Token,
            "Content-Type: application/json; charset=utf-8",
            "accept: text/event-stream",
            "User-Agent: OpenAI/Python 1.0 (x; y)",
            "OpenAI-Beta: assistants=v2",
            "Idempotency-Key: abc",
            "X-Client-Request-Id: 42",
            "x-stainless-lang: python",
            "X-Stainless-Retry-Count: 0",
            "x-stainless: no",
            "Cookie: a=b",
            "OpenAI-Organization: org-mine",
            "OpenAI-Project: proj",
            $"x-goog-api-key: {RunningBroker.Token}",
            "Accept-Encoding: gzip",
            "Accept-Language: de",
            "X-Forwarded-For: 10.0.0.1",
            "Forwarded: for=10.0.0.1",
            "Referer: http://localhost/secret",
            "X-HTTP-Method-Override: DELETE",
            "baggage: a=b",
            "TE: trailers",
            "Range: bytes=0-1");

        var request = Assert.Single(upstream.Requests);
        var sent = request.Headers;
        Assert.Equal(
            [
                "Accept", "Authorization", "Content-Length", "Content-Type", "Host", "Idempotency-Key", "OpenAI-Beta", "User-Agent", "Via",
                "X-Client-Request-Id", "x-stainless-lang", "X-Stainless-Retry-Count",
            ],
            request.NamesBesideTrace().Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["application/json; charset=utf-8"], sent["Content-Type"]);
        Assert.Equal(["text/event-stream"], sent["Accept"]);
        Assert.Equal(["OpenAI/Python 1.0 (x; y)"], sent["User-Agent"]);
        Assert.Equal(["assistants=v2"], sent["OpenAI-Beta"]);
        Assert.Equal(["abc"], sent["Idempotency-Key"]);
        Assert.Equal(["42"], sent["X-Client-Request-Id"]);
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], sent["Authorization"]);
        Assert.Equal([new Uri(upstream.Url).Authority], sent["Host"]);
    }

    [Fact]
    public async Task Request_WithoutContentType_SaysThatItIsJsonAndNothingElse()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        var request = Assert.Single(upstream.Requests);
        Assert.Equal(["application/json"], request.Headers["Content-Type"]);
        Assert.Equal(["Authorization", "Content-Length", "Content-Type", "Host", "Via"], request.NamesBesideTrace().Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_WhereHeadersAreConfigured_CarriesThoseWhateverTheHostSent()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with
        {
            ExtraHeaders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["user-agent"] = "configured", ["Content-Type"] = "application/vnd.x+json", ["OpenAI-Organization"] = "org-ours", ["api-version"] = "2",
            },
        });

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, "User-Agent: mine", "Content-Type: text/plain", "OpenAI-Organization: org-mine");

        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(["configured"], sent["User-Agent"]);
        Assert.Equal(["application/vnd.x+json"], sent["Content-Type"]);
        Assert.Equal(["org-ours"], sent["OpenAI-Organization"]);
        Assert.Equal(["2"], sent["api-version"]);
    }

    [Theory]
    [InlineData("keep-alive, accept")]
    [InlineData("x-stainless-lang, keep-alive")]
    [InlineData("keep-alive, Accept , x-stainless-lang")]
    public async Task Request_NamingHeadersInConnection_EndsThemHereAndStaysAuthenticated(string nominated)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, $"Connection: {nominated}, authorization", "Accept: a", "X-Stainless-Lang: b");

        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(!nominated.Contains("accept", StringComparison.OrdinalIgnoreCase), sent.ContainsKey("Accept"));
        Assert.Equal(!nominated.Contains("lang", StringComparison.OrdinalIgnoreCase), sent.ContainsKey("x-stainless-lang"));
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], sent["Authorization"]);
    }

    [Fact]
    public async Task Request_WithSecretKindNone_CarriesNoAuthorizationAtAll()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { SecretSource = new SecretSourceOptions() });

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Authorization: Bearer {RunningBroker.Token}");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Authorization", Assert.Single(upstream.Requests).Headers.Keys);
    }
}
