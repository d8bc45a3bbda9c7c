using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>Section 4: what the broker tells about itself.</summary>
public class HealthTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private readonly RunningBroker _proxy = shared.Begin().Broker;

    public static TheoryData<string, string> OtherWays =>
    [
        ("GET /healthz?x=1", "not_found"), ("GET /healthz/", "not_found"), ("GET /HEALTHZ", "not_found"), ("GET /health%7a", "not_found"),
        ("POST /healthz", "path_not_allowed"), ("HEAD /healthz", "method_not_allowed"), ("POST /health", "path_not_allowed"),
        ("POST /alive", "path_not_allowed"), ("HEAD /health", "method_not_allowed"), ("GET /HEALTH", "not_found"),
        ("GET /health/", "not_found"), ("GET /health?x", "not_found"), ("GET /alive?x", "not_found"), ("GET /%68ealth", "not_found"),
    ];

    [Fact]
    public async Task Healthz_OfADryRun_ShowsExactlyTheAgreedKeys()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "GET /healthz");

        Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
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
        string? Text(string key) => json.GetProperty(key).GetString();
        Assert.Equal(
            ("proxy", "http://127.0.0.1:1/prefix", "env:PROVIDER_API_KEY"),
            (Text("mode"), Text("upstream_base_url"), Text("secret_source")));
        Assert.Equal(
            ["GET /v1/models", "/v1/responses"], json.GetProperty("allowed_paths").EnumerateArray().Select(entry => entry.GetString()));
        Assert.True(json.GetProperty("client_auth").GetBoolean());
        Assert.All(
            [RunningBroker.Token, RunningBroker.ProviderKey],
            secret => Assert.DoesNotContain(secret, answer.Body, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OtherWays))]
    public async Task Health_AskedForInAnyOtherWay_IsAnOrdinaryRequest(string start, string error)
    {
        await WrittenRequest.SendAsync(_proxy, start, "", $"X-Broker-Token: {RunningBroker.Token}");
        Assert.Equal(error, Assert.Single(_proxy.Events()).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probe_ByGet_AnswersOneWordAndWritesNoEvent(string path)
    {
        var answer = await WrittenRequest.SendAsync(_proxy, $"GET {path}");
        Assert.Equal((200, "Healthy"), (answer.Status, answer.Body));
        Assert.Empty(_proxy.EventLines());
    }

    [Theory]
    [InlineData("Host: evil.example", "host_not_allowed")]
    [InlineData("Origin: https://evil.example", "origin_not_allowed")]
    [InlineData("Sec-Fetch-Site: cross-site", "origin_not_allowed")]
    public async Task Probe_FromElsewhere_IsRefusedWithAnEvent(string header, string error)
    {
        foreach (var path in (string[])["/health", "/alive", "/healthz"])
        {
            Assert.Equal(403, (await WrittenRequest.SendAsync(_proxy, $"GET {path}", "", header)).Status);
        }

        Assert.Equal([error, error, error], _proxy.Events().Select(line => line.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Probe_OfAPathThatIsAllowedToo_IsForwardedByPost()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, options => options with { AllowedPaths = [RunningBroker.Post("/health")] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /health", "{}", $"api-key: {RunningBroker.Token}")).Status);

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

    [Fact]
    public async Task Healthz_OnAnyAddress_ShowsTheRealOne()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var broker = await RunningBroker.StartAsync(options => options with { Urls = ["http://[::1]:0"], ListenPort = 4 });

        var listen = (await WrittenRequest.SendAsync(broker, "GET /healthz")).Json().GetProperty("listen");

        Assert.Equal(("::1", broker.Url.Port), (listen.GetProperty("host").GetString(), listen.GetProperty("port").GetInt32()));
        Assert.NotEqual(0, broker.Url.Port);
    }
}
