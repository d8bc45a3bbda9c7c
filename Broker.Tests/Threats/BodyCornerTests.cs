using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>Bodies that are asked for, trail headers, or do not come whole.</summary>
public class BodyCornerTests
{
    [Fact]
    public async Task Expect_OfARequestThatIsRefused_AsksForNoBody()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { Token = null, Headers = ["Expect: 100-continue"], Body = "" }.Text.Replace("Content-Length: 0", "Content-Length: 2", StringComparison.Ordinal), Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.NotNull(answer);
        stage.AssertRefused(answer, 401, "client_token_required");
    }

    [Fact]
    public async Task Expect_OfARequestThatMayPass_IsAnsweredHereAndNotForwarded()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { Headers = ["Expect: 100-continue"], Body = "" }.Text.Replace("Content-Length: 0", "Content-Length: 2", StringComparison.Ordinal), Patience.Token);
        Assert.Equal(100, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        await host.SendAsync("{}", Patience.Token);

        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.DoesNotContain("Expect", Assert.Single(stage.Upstream.Requests).Headers.Keys);
        Assert.Single(stage.Broker.EventLines());
    }

    [Fact]
    public async Task Trailers_OfARequest_GoNowhereAndAuthenticateNobody()
    {
        await using var stage = await Stage.StartAsync();
        var chunks = "2\r\n{}\r\n0\r\nX-Broker-Token: " + RunningBroker.Token + "\r\nAuthorization: Bearer sk-mine\r\nOpenAI-Beta: x\r\n\r\n";

        var answer = await stage.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked", "Trailer: OpenAI-Beta"], Body = chunks });

        Assert.Equal(200, answer.Status);
        var request = Assert.Single(stage.Upstream.Requests);
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], request.Headers["Authorization"]);
        Assert.DoesNotContain("OpenAI-Beta", request.Headers.Keys);
        Assert.DoesNotContain("Trailer", request.Headers.Keys);
    }

    [Fact]
    public async Task Trailers_WithAToken_DoNotMakeUpForAMissingOne()
    {
        await using var stage = await Stage.StartAsync();
        var chunks = "2\r\n{}\r\n0\r\nX-Broker-Token: " + RunningBroker.Token + "\r\n\r\n";

        await stage.AssertRefusedAsync(
            new RawRequest { Token = null, IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = chunks }, 401, "client_token_required");
    }

    [Fact]
    public async Task Body_CutShort_IsRefusedAndReachesNobody()
    {
        await using var stage = await Stage.StartAsync();
        using (var host = await stage.ConnectAsync())
        {
            await host.SendAsync(new RawRequest().Text[..^1], Patience.Token);
        }

        await Patience.UntilAsync(() => stage.Broker.EventLines().Count > 0, Patience.Token);
        Assert.Empty(stage.Upstream.Requests);
        var line = Assert.Single(stage.Broker.Events());
        Assert.Contains(line.GetProperty("error").GetString(), (string[])["bad_request", "client_disconnected"]);
    }

    [Fact]
    public async Task Body_OfAHostThatResetsItsConnection_IsNoFaultOfTheBroker()
    {
        const int Rounds = 20;
        await using var stage = await Stage.StartAsync();
        for (var i = 0; i < Rounds; i++)
        {
            using var host = await stage.ConnectAsync();
            await host.SendAsync(new RawRequest { Headers = ["Expect: 100-continue"] }.Text[..^1], Patience.Token);

            // The broker asks for the rest, so it is reading now.
            Assert.Equal(100, (await host.ReadAnswerAsync(Patience.Token))?.Status);
            host.Reset();
        }

        await Patience.UntilAsync(() => stage.Broker.EventLines().Count == Rounds, Patience.Token);
        Assert.Empty(stage.Upstream.Requests);
        Assert.All(stage.Broker.Events(), line => Stage.AssertEvent(line, 499, "client_disconnected"));
    }
}
