using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C14, C15 and C26: of all that a host sends, only what is listed leaves, and no credential but the broker's own.</summary>
public class CredentialEgressTests
{
    public static TheoryData<string> Carriers => new(
        $"X-Broker-Token: {RunningBroker.Token}",
        $"x-broker-token: {RunningBroker.Token}",
        $"Authorization: Bearer {RunningBroker.Token}",
        $"authorization: bEaReR {RunningBroker.Token}",
        $"api-key: {RunningBroker.Token}",
        $"x-api-key: {RunningBroker.Token}",
        $"X-API-KEY: {RunningBroker.Token}",
        $"x-goog-api-key: {RunningBroker.Token}");

    public static TheoryData<string, string> Foreign => new()
    {
        { "openai-organization", "org-mine" },
        { "openai-project", "proj-mine" },
        { "cookie", "session=mine" },
        { "anthropic-api-key", "mine" },
        { "proxy-authorization", "Basic bWluZQ==" },
        { "x-auth-token", "mine" },
        { "x-amz-security-token", "mine" },
        { "x-forwarded-for", "10.0.0.1" },
        { "x-forwarded-host", "evil.example" },
        { "forwarded", "host=evil.example" },
        { "x-http-method-override", "DELETE" },
        { "x-method-override", "DELETE" },
        { "x-portkey-custom-host", "http://evil.example" },
        { "x-original-url", "/v1/files" },
        { "x-rewrite-url", "/v1/files" },
        { "referer", "http://evil.example/mine" },
        { "accept-encoding", "gzip" },
        { "expect", "100-continue" },
        { "range", "bytes=0-1" },
        { "baggage", "who=mine" },
        { "te", "trailers" },
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task C14_CallerToken_InWhateverCarrier_StaysHere(string carrier)
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest { Token = null, Headers = [carrier] });

        Assert.Single(stage.Upstream.Requests).AssertOneCredential();
    }

    [Fact]
    public async Task C14_CallerToken_InAllCarriers_StaysHere()
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest
        {
            Headers = [$"Authorization: Bearer {RunningBroker.Token}", $"api-key: {RunningBroker.Token}", $"x-api-key: {RunningBroker.Token}", $"x-goog-api-key: {RunningBroker.Token}"],
        });

        Assert.Single(stage.Upstream.Requests).AssertOneCredential();
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task C15_Header_ThatIsOnNoList_StaysHere(string name, string value)
    {
        await using var stage = await Stage.StartAsync();

        using var host = await stage.ConnectAsync();
        await host.SendAsync(new RawRequest { Headers = [$"{name}: {value}"] }.Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.True(answer?.Status is 200 or 100);
        await Patience.UntilAsync(() => stage.Upstream.Requests.Count > 0, Patience.Token);
        var request = Assert.Single(stage.Upstream.Requests);
        Assert.DoesNotContain(name, request.Headers.Keys);
        Assert.Equal("POST", request.Method);
        request.AssertOneCredential();
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("Authorization")]
    [InlineData("AUTHORIZATION")]
    public async Task C15_Authorization_OfTheHostWithoutACallerToken_IsReplaced(string name)
    {
        await using var stage = await Stage.StartAsync(options => options with { ClientTokenEnv = null });

        await stage.SendAsync(new RawRequest
        {
            Token = null,
            Headers = [$"{name}: Bearer sk-mine", "api-key: sk-mine", "x-api-key: sk-mine", "x-goog-api-key: sk-mine"],
        });

        var request = Assert.Single(stage.Upstream.Requests);
        request.AssertOneCredential();
        Assert.DoesNotContain("sk-mine", request.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C15_ExtraHeader_SentByTheHostToo_IsTheConfiguredOne()
    {
        await using var stage = await Stage.StartAsync(options => options with
        {
            ExtraHeaders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["OpenAI-Beta"] = "ours", ["User-Agent"] = "ours/1" },
        });

        await stage.SendAsync(new RawRequest { Headers = ["openai-beta: theirs", "user-agent: theirs"] });

        var request = Assert.Single(stage.Upstream.Requests);
        Assert.Equal(["ours"], request.Headers["OpenAI-Beta"]);
        Assert.Equal(["ours/1"], request.Headers["User-Agent"]);
    }
}
