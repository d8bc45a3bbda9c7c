using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C07 to C09: upgrades, GETs that would do something, and what the broker tells about itself.</summary>
public class LocalEndpointTests
{
    private static readonly string[] Upgrade =
        ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];

    [Fact]
    public async Task C07_WebSocket_WithoutAToken_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(WebSocket("/v1/responses", token: null), 401, "client_token_required");
    }

    [Fact]
    public async Task C07_WebSocket_WithATokenInTheQuery_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(WebSocket($"/v1/responses?token={RunningBroker.Token}", token: null), 401, "client_token_required");
    }

    [Fact]
    public async Task C07_WebSocket_WithAToken_IsToldToUseHttp()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(WebSocket("/v1/responses"), 426, "upgrade_not_supported");

        Assert.Equal("HTTP/1.1", answer.Header("Upgrade"));
    }

    [Fact]
    public async Task C07_WebSocket_OfAPathThatNothingAllows_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(WebSocket("/v1/realtime"), 403, "path_not_allowed");
    }

    [Fact]
    public async Task C07_WebSocket_OfAForeignPage_IsRefused()
    {
        await using var stage = await Stage.StartAsync();
        var request = WebSocket("/v1/responses");

        await stage.AssertRefusedAsync(request with { Headers = [.. request.Headers, "Origin: https://evil.example"] }, 403, "origin_not_allowed");
    }

    [Theory]
    [InlineData("/shutdown")]
    [InlineData("/quit")]
    [InlineData("/proxy/v1/quit")]
    [InlineData("/v1/responses")]
    [InlineData("/")]
    [InlineData("/healthz?x=1")]
    [InlineData("/healthz/")]
    [InlineData("/HEALTHZ")]
    [InlineData("/health?x=1")]
    [InlineData("/health/")]
    [InlineData("/ALIVE")]
    [InlineData("http://127.0.0.1:8791/healthz")]
    public async Task C08_Get_OfAnythingElse_IsNotFoundAndTheBrokerLives(string target)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(Get(target), 404, "not_found");

        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);
    }

    [Theory]
    [InlineData("/healthz", "evil.example", "", "host_not_allowed")]
    [InlineData("/healthz", "127.0.0.1:8791", "Origin: https://evil.example", "origin_not_allowed")]
    [InlineData("/health", "evil.example", "", "host_not_allowed")]
    [InlineData("/health", "127.0.0.1:8791", "Sec-Fetch-Site: cross-site", "origin_not_allowed")]
    [InlineData("/alive", "evil.example", "", "host_not_allowed")]
    [InlineData("/alive", "127.0.0.1:8791", "Origin: null", "origin_not_allowed")]
    public async Task C09_Health_AskedByAForeignPage_IsRefused(string path, string host, string header, string error)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(
            Get(path) with { Host = host, Headers = header.Length == 0 ? [] : [header] }, 403, error);
    }

    [Fact]
    public async Task C09_Health_AskedRightly_TellsNothingSecret()
    {
        await using var stage = await Stage.StartAsync(options => options with
        {
            ExtraHeaders = new Dictionary<string, string> { ["X-Org"] = "canary-of-a-header" },
        });

        var answer = await stage.SendAsync(Get("/healthz") with { Token = null });

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(RunningBroker.Token, answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.ProviderKey, answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"secret_source\": \"env:PROVIDER_API_KEY\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("health", Assert.Single(stage.Broker.Events()).GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task C09_Probe_AskedRightly_TellsOneWordAndLeavesNoEvent(string path)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(Get(path) with { Token = null });

        Assert.Equal(200, answer.Status);
        Assert.Equal("Healthy", answer.Body);
        Assert.Equal("7", answer.Header("Content-Length"));
        Assert.Empty(stage.Broker.EventLines());
    }

    private static RawRequest Get(string target) => new() { Method = "GET", Target = target, Body = "", IsLengthAnnounced = false };

    private static RawRequest WebSocket(string target) => WebSocket(target, RunningBroker.Token);

    private static RawRequest WebSocket(string target, string? token) =>
        Get(target) with { Token = token, Headers = Upgrade };
}
