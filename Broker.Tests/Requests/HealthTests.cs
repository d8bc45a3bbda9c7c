using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>Section 4: what the broker tells about itself.</summary>
public class HealthTests
{
    [Fact]
    public async Task Healthz_OfADryRun_ShowsExactlyTheAgreedKeys()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "GET /healthz");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(
            $$"""
            {
              "ok": true,
              "listen": {
                "host": "127.0.0.1",
                "port": {{broker.Url.Port}}
              },
              "mode": "dry_run",
              "upstream_base_url": "https://api.openai.example",
              "allowed_paths": [
                "/v1/chat/completions",
                "/v1/responses",
                "/v1/embeddings"
              ],
              "client_auth": false,
              "secret_source": "none"
            }
            """.ReplaceLineEndings("\n"),
            answer.Body);
        var line = EventAssert.Single(broker, "/healthz", ok: true, 200, mode: null);
        Assert.Equal("health", line.GetProperty("kind").GetString());
        Assert.Equal(["time", "kind", "path", "ok", "status"], EventAssert.Keys(line));
    }

    [Fact]
    public async Task Healthz_OfAProxy_NeedsNoTokenAndShowsNothingSecret()
    {
        await using var broker = await RunningBroker.StartProxyAsync(
            "http://127.0.0.1:1/prefix", options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Post("/v1/responses")] });

        var answer = await WrittenRequest.SendAsync(broker, "GET /healthz");

        var json = answer.Json();
        Assert.Equal("proxy", json.GetProperty("mode").GetString());
        Assert.Equal("http://127.0.0.1:1/prefix", json.GetProperty("upstream_base_url").GetString());
        Assert.Equal(["GET /v1/models", "/v1/responses"], json.GetProperty("allowed_paths").EnumerateArray().Select(entry => entry.GetString()));
        Assert.True(json.GetProperty("client_auth").GetBoolean());
        Assert.Equal("env:PROVIDER_API_KEY", json.GetProperty("secret_source").GetString());
        Assert.DoesNotContain(RunningBroker.Token, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.ProviderKey, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /healthz?x=1", 404)]
    [InlineData("GET /healthz/", 404)]
    [InlineData("GET /HEALTHZ", 404)]
    [InlineData("GET /health%7a", 404)]
    [InlineData("POST /healthz", 403)]
    [InlineData("HEAD /healthz", 405)]
    public async Task Healthz_AskedForInAnyOtherWay_IsAnOrdinaryRequest(string start, int status)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, start)).Status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probe_ByGet_AnswersOneWordAndWritesNoEvent(string path)
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");

        var answer = await WrittenRequest.SendAsync(broker, $"GET {path}");

        Assert.Equal(200, answer.Status);
        Assert.Equal("Healthy", answer.Body);
        Assert.Empty(broker.EventLines());
    }

    [Theory]
    [InlineData("Host: evil.example", "host_not_allowed")]
    [InlineData("Origin: https://evil.example", "origin_not_allowed")]
    [InlineData("Sec-Fetch-Site: cross-site", "origin_not_allowed")]
    public async Task Probe_FromElsewhere_IsRefusedWithAnEvent(string header, string error)
    {
        await using var broker = await RunningBroker.StartAsync();

        foreach (var path in (string[])["/health", "/alive", "/healthz"])
        {
            Assert.Equal(403, (await WrittenRequest.SendAsync(broker, $"GET {path}", "", header)).Status);
        }

        Assert.Equal([error, error, error], broker.Events().Select(line => line.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("POST /health", 403, "path_not_allowed")]
    [InlineData("POST /alive", 403, "path_not_allowed")]
    [InlineData("HEAD /health", 405, "method_not_allowed")]
    [InlineData("GET /HEALTH", 404, "not_found")]
    [InlineData("GET /health/", 404, "not_found")]
    [InlineData("GET /health?x", 404, "not_found")]
    [InlineData("GET /alive?x", 404, "not_found")]
    [InlineData("GET /%68ealth", 404, "not_found")]
    public async Task Probe_AskedForInAnyOtherWay_IsAnOrdinaryRequest(string start, int status, string error)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, start)).Status);
        Assert.Equal(error, Assert.Single(broker.Events()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Probe_OfAPathThatIsAllowedToo_IsForwardedByPost()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Post("/health")] });

        var answer = await WrittenRequest.SendAsync(broker, "POST /health", "{}", $"api-key: {RunningBroker.Token}");

        Assert.Equal(200, answer.Status);
        Assert.Equal("/health", Assert.Single(upstream.Requests).Target);
        EventAssert.Single(broker, "/health", ok: true, 200, mode: "proxy");
    }

    [Fact]
    public async Task Ready_WhenEventsCannotBeWritten_IsUnhealthyWhileAliveIsNot()
    {
        await using var broker = await RunningBroker.StartAsync();
        Directory.Delete(broker.Folder.Path, recursive: true);

        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "GET /health")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "GET /alive")).Status);
    }

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:0")]
    [InlineData("::1", "http://[::1]:0")]
    public async Task Healthz_OnAnyAddress_ShowsTheRealOne(string host, string url)
    {
        Assert.SkipUnless(host != "::1" || System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var broker = await RunningBroker.StartAsync(options => options with { Urls = [url], ListenPort = 4 });

        var listen = (await WrittenRequest.SendAsync(broker, "GET /healthz")).Json().GetProperty("listen");

        Assert.Equal(host, listen.GetProperty("host").GetString());
        Assert.Equal(broker.Url.Port, listen.GetProperty("port").GetInt32());
        Assert.NotEqual(0, broker.Url.Port);
    }
}
