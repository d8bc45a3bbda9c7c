using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>Other protocols on the broker's port, and corners of HTTP/1.1.</summary>
public class ProtocolTests
{
    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("POST /v1/responses\r\n\r\n")]
    [InlineData("POST  /v1/responses HTTP/1.1\r\n\r\n")]
    [InlineData("POST /v1/responses HTTP/1.1 \r\n\r\n")]
    [InlineData("POST\t/v1/responses\tHTTP/1.1\r\n\r\n")]
    [InlineData("P\u00d6ST /v1/responses HTTP/1.1\r\n\r\n")]
    [InlineData(" POST /v1/responses HTTP/1.1\r\n\r\n")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nno colon\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")]
    public async Task Request_ThatIsNoHttp_IsRefusedByTheServer(string bytes)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(bytes, 400);
    }

    [Theory]
    [InlineData("HTTP/2.0")]
    [InlineData("HTTP/3")]
    [InlineData("HTTP/1.2")]
    [InlineData("HTTP/0.9")]
    public async Task Version_OfAnotherHttp_IsRefusedByTheServer(string version)
    {
        await using var stage = await Stage.StartAsync();
        var answer = await stage.SendAsync(new RawRequest { Version = version });

        Assert.True(answer.Status is 400 or 505);
        stage.AssertRefused(answer, answer.Status, "bad_request");
    }

    [Fact]
    public async Task Http2_WithPriorKnowledge_IsRefusedWithAnEvent()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0", Patience.Token);
        await host.ReadToEndAsync(Patience.Token);

        Assert.Empty(stage.Upstream.Requests);
        Assert.Equal("bad_request", Assert.Single(stage.Broker.Events()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Http2_AskedForByAnUpgrade_IsIgnored()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Headers = ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"] });

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Upgrade", Assert.Single(stage.Upstream.Requests).Headers.Keys);
    }

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
        const string Chunks = "2\r\n{}\r\n0\r\nX-Broker-Token: " + RunningBroker.Token + "\r\nAuthorization: Bearer sk-mine\r\nOpenAI-Beta: x\r\n\r\n";

        var answer = await stage.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked", "Trailer: OpenAI-Beta"], Body = Chunks });

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
        const string Chunks = "2\r\n{}\r\n0\r\nX-Broker-Token: " + RunningBroker.Token + "\r\n\r\n";

        await stage.AssertRefusedAsync(
            new RawRequest { Token = null, IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = Chunks }, 401, "client_token_required");
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
    public async Task Http10_Host_GetsTheWholeAnswerAndTheEndOfTheConnection()
    {
        await using var stage = await Stage.StartAsync(answer: async context =>
        {
            await context.Response.Body.WriteAsync("data: one\n\n"u8.ToArray());
            await context.Response.Body.FlushAsync();
        });

        var text = await stage.Broker.SendRawAsync(new RawRequest { Version = "HTTP/1.0" }.Text, Patience.Token);

        Assert.StartsWith("HTTP/1.1 200 ", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\ndata: one\n\n", text, StringComparison.Ordinal);
        Assert.Single(stage.Broker.EventLines());
    }
}
