using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C14, C15, C26, C27 and C51: of all that a host sends, only what is listed leaves, and no credential but the broker's own.</summary>
public class CredentialEgressTests
{
    public static TheoryData<string> Carriers => new(
        $"X-Broker-Token: {RunningBroker.Token}",
        $"x-broker-token: {RunningBroker.Token}",
        $"Authorization: Bearer {RunningBroker.Token}",
        $"authorization: bEaReR {RunningBroker.Token}",
        $"api-key: {RunningBroker.Token}",
        $"x-api-key: {RunningBroker.Token}",
        $"X-API-KEY: {RunningBroker.Token}");

    public static TheoryData<string, string> Foreign => new()
    {
        { "openai-organization", "org-mine" },
        { "openai-project", "proj-mine" },
        { "cookie", "session=mine" },
        { "x-goog-api-key", "mine" },
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
        { "via", "1.1 mine" },
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task C14_CallerToken_InWhateverCarrier_StaysHere(string carrier)
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest { Token = null, Headers = [carrier] });

        AssertOneCredential(Assert.Single(stage.Upstream.Requests));
    }

    [Fact]
    public async Task C14_CallerToken_InAllCarriers_StaysHere()
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest
        {
            Headers = [$"Authorization: Bearer {RunningBroker.Token}", $"api-key: {RunningBroker.Token}", $"x-api-key: {RunningBroker.Token}"],
        });

        AssertOneCredential(Assert.Single(stage.Upstream.Requests));
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
        AssertOneCredential(request);
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
        AssertOneCredential(request);
        Assert.DoesNotContain("sk-mine", Everything(request), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("{\"api_base\":\"http://evil.example\"}")]
    [InlineData("{\"base_url\":\"http://evil.example\",\"url\":\"http://evil.example\",\"api_key\":\"sk-mine\"}")]
    public async Task C27_Upstream_NamedInTheBody_IsNotAsked(string body)
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest { Body = body, Headers = ["x-stainless-custom-host: evil.example"] });

        var request = Assert.Single(stage.Upstream.Requests);
        Assert.Equal(body, Encoding.UTF8.GetString(request.Body));
        Assert.Equal([new Uri(stage.Upstream.Url).Authority], request.Headers["Host"]);
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("x-api-key")]
    [InlineData("Content-Length, Host")]
    [InlineData("content-type, authorization, close")]
    public async Task C51_Connection_ThatNominatesHeaders_TakesNothingFromTheBroker(string nominated)
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest { Headers = [$"Connection: {nominated}", "Content-Type: application/json"] });

        var request = Assert.Single(stage.Upstream.Requests);
        AssertOneCredential(request);
        Assert.Equal("{}"u8, request.Body);
        Assert.Equal([new Uri(stage.Upstream.Url).Authority], request.Headers["Host"]);
    }

    [Fact]
    public async Task C51_Connection_ThatNominatesAHeaderOnTheList_RemovesIt()
    {
        await using var stage = await Stage.StartAsync();

        // Beside "close" the server hides what else a Connection header says, so this connection stays open.
        using var host = await stage.ConnectAsync();
        await host.SendAsync(
            new RawRequest { IsLast = false, Headers = ["Connection: openai-beta", "OpenAI-Beta: x", "Idempotency-Key: kept"] }.Text, Patience.Token);
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);

        var request = Assert.Single(stage.Upstream.Requests);
        Assert.DoesNotContain("OpenAI-Beta", request.Headers.Keys);
        Assert.Equal(["kept"], request.Headers["Idempotency-Key"]);
    }

    private static void AssertOneCredential(RecordedRequest request)
    {
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], request.Headers["Authorization"]);
        Assert.DoesNotContain(RunningBroker.Token, Everything(request), StringComparison.Ordinal);
        Assert.DoesNotContain("api-key", request.Headers.Keys);
        Assert.DoesNotContain("x-api-key", request.Headers.Keys);
        Assert.DoesNotContain("X-Broker-Token", request.Headers.Keys);
    }

    private static string Everything(RecordedRequest request) =>
        $"{request.Target}\n{string.Join('\n', request.Headers.SelectMany(header => header.Value.Prepend(header.Key)))}\n{Encoding.UTF8.GetString(request.Body)}";
}
