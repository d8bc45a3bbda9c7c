using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C07 and C09: what the broker tells about itself to those who may ask.</summary>
public class LocalEndpointTests
{
    private static readonly string[] Upgrade =
        ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];

    [Fact]
    public async Task C07_WebSocket_WithAToken_IsToldToUseHttp()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(Get("/v1/responses") with { Headers = Upgrade }, 426, "upgrade_not_supported");

        Assert.Equal("HTTP/1.1", answer.Header("Upgrade"));
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
}
