using System.Diagnostics;
using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Section 6: what the upstream gets, and what it never gets.</summary>
public class UpstreamRequestTests
{
    private const string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Request_WithManyHeaders_PassesThoseOnTheListAlone()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await RawRequest.SendAsync(
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
            "x-goog-api-key: mine",
            "Accept-Encoding: gzip",
            "Accept-Language: de",
            "X-Forwarded-For: 10.0.0.1",
            "Forwarded: for=10.0.0.1",
            "Referer: http://localhost/secret",
            "X-HTTP-Method-Override: DELETE",
            "baggage: a=b",
            "TE: trailers",
            "Range: bytes=0-1");

        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(
            [
                "Accept", "Authorization", "Content-Length", "Content-Type", "Host", "Idempotency-Key", "OpenAI-Beta", "traceparent", "User-Agent",
                "X-Client-Request-Id", "x-stainless-lang", "X-Stainless-Retry-Count",
            ],
            sent.Keys.Order(StringComparer.OrdinalIgnoreCase),
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

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(["application/json"], sent["Content-Type"]);
        Assert.Equal(["Authorization", "Content-Length", "Content-Type", "Host", "traceparent"], sent.Keys.Order(StringComparer.OrdinalIgnoreCase));
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

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, "User-Agent: mine", "Content-Type: text/plain", "OpenAI-Organization: org-mine");

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

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, $"Connection: {nominated}, authorization", "Accept: a", "X-Stainless-Lang: b");

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

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Authorization: Bearer {RunningBroker.Token}");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Authorization", Assert.Single(upstream.Requests).Headers.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" \n{ \"a\" : 1.0, \"a\":\"\\ud800 \u00c3\u00a9\" }\r\n")]
    public async Task Request_Body_IsSentOnByteForByte(string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await RawRequest.SendAsync(broker, "POST /v1/responses", body, Token);

        var sent = Assert.Single(upstream.Requests);
        Assert.Equal(Encoding.Latin1.GetBytes(body), sent.Body);
        Assert.Equal([$"{body.Length}"], sent.Headers["Content-Length"]);
    }

    [Fact]
    public async Task Request_LargeBody_IsSentOnByteForByte()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        var body = $"[{string.Join(',', Enumerable.Range(0, 40_000))}]";

        await RawRequest.SendAsync(broker, "POST /v1/responses", body, Token);

        Assert.Equal(Encoding.Latin1.GetBytes(body), Assert.Single(upstream.Requests).Body);
    }

    [Theory]
    [InlineData("", "/v1/responses")]
    [InlineData("/", "/v1/responses")]
    [InlineData("/openai", "/openai/v1/responses")]
    [InlineData("/openai/deployments/x%20y/", "/openai/deployments/x%20y/v1/responses")]
    public async Task Request_Path_IsJoinedToTheBaseUrl(string prefix, string target)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url + prefix);

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(target, Assert.Single(upstream.Requests).Target);
    }

    [Theory]
    [InlineData("/v1/a%2fb/../c")]
    [InlineData("/v1/%41")]
    [InlineData("/v1//x")]
    public async Task Request_PathAsConfigured_IsForwardedAsItIsWritten(string path)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Post(path)] });

        Assert.Equal(200, (await RawRequest.SendAsync(broker, $"POST {path}", "{}", Token)).Status);
        Assert.Equal(path, Assert.Single(upstream.Requests).Target);
    }

    [Fact]
    public async Task Request_OfAGetEntry_GoesUpstreamWithoutABody()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")] });

        var answer = await RawRequest.SendAsync(broker, "GET /v1/models", "", Token, "Content-Type: application/json", "Accept: application/json");

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(upstream.Requests);
        Assert.Equal("GET", sent.Method);
        Assert.Empty(sent.Body);
        Assert.Equal(["Accept", "Authorization", "Host", "traceparent"], sent.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase));
        var line = EventAssert.Single(broker, "/v1/models", ok: true, 200, mode: "proxy");
        Assert.Equal("request", line.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "{}")]
    [InlineData("PATCH", "")]
    [InlineData("QUERY", "{\"a\":1}")]
    public async Task Request_OfAnotherMethodsEntry_GoesUpstreamByThatMethod(string method, string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry(method, "/v1/files")] });

        Assert.Equal(200, (await RawRequest.SendAsync(broker, $"{method} /v1/files", body, Token)).Status);
        var sent = Assert.Single(upstream.Requests);
        Assert.Equal((method, body), (sent.Method, Encoding.Latin1.GetString(sent.Body)));
    }

    [Fact]
    public async Task Request_WithATraceToALocalUpstream_ContinuesItAndPassesItsState()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, $"traceparent: 00-{TraceId}-b7ad6b7169203331-01", "tracestate: vendor=value");

        var sent = Assert.Single(upstream.Requests).Headers;
        var parent = Assert.Single(sent["traceparent"]);
        Assert.StartsWith($"00-{TraceId}-", parent, StringComparison.Ordinal);
        Assert.DoesNotContain("b7ad6b7169203331", parent, StringComparison.Ordinal);
        Assert.Equal(["vendor=value"], sent["tracestate"]);
        Assert.Equal(TraceId, Assert.Single(broker.Events()).GetProperty("trace_id").GetString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", false, true)]
    [InlineData("http://localhost:1", false, true)]
    [InlineData("http://[::1]:1", false, true)]
    [InlineData("http://mock-provider", true, true)]
    [InlineData("https://api.openai.example", false, false)]
    public void Policy_TraceContext_GoesToLocalUpstreamsOnly(string upstream, bool discovered, bool passes)
    {
        var options = new BrokerOptions { UpstreamBaseUrl = upstream, UpstreamIsDiscovered = discovered, AllowedPaths = [], EventsPath = "events.jsonl" };
        var policy = new RequestHeaderPolicy(options, new UpstreamTarget(options));
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, upstream);

        policy.Apply(new HeaderDictionary { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["tracestate"] = "a=b", ["Accept"] = "x" }, request);

        Assert.Equal(passes ? [activity.Id!] : [], request.Headers.TryGetValues("traceparent", out var values) ? values : []);
        Assert.False(request.Headers.Contains("tracestate"));
        Assert.True(request.Headers.Contains("Accept"));
    }

    [Fact]
    public void Client_AsItIsSetUp_FollowsKeepsUnpacksAndRoutesNothingByItself()
    {
        using var handler = UpstreamClient.CreateHandler();

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.UseProxy);
        Assert.Equal(System.Net.DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.ActivityHeadersPropagator);
    }
}
