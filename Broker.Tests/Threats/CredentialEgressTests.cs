using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C15, C26 and C51 under other configurations than that of the attack list: what a host sends and what leaves.</summary>
public class CredentialEgressTests
{
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

    [Theory]
    [InlineData("X-HTTP-Method-Override: GET", "/v1/responses", 200)]
    [InlineData("X-HTTP-Method-Override: POST", "/v1/files", 403)]
    public async Task C26_Method_OverriddenByAHeader_IsStillTheOneOfTheRequestLine(string header, string target, int status)
    {
        await using var stage = await Stage.StartAsync(options => options with
        {
            AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/files")],
        });

        var answer = await stage.SendAsync(new RawRequest { Target = target, Headers = [header, "X-Method-Override: GET", "X-HTTP-Method: GET"] });

        Assert.Equal(status, answer.Status);
        Assert.All(stage.Upstream.Requests, request => Assert.Equal("POST", request.Method));
    }
}
