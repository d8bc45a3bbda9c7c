using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Threats;

/// <summary>Several requests on one connection: what belongs to one is never read as another.</summary>
public class PipeliningTests
{
    private static readonly string Smuggled = "POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Broker-Token: " + RunningBroker.Token + "\r\nContent-Length: 2\r\n\r\n{}";

    [Theory]
    [InlineData("/v1/responses", null, 401)]
    [InlineData("/v1/files", Canaries.WrittenToken, 403)]
    public async Task Connection_AfterARefusalWithAnUnreadBody_GoesOnBehindThatBody(string target, string? token, int status)
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { Target = target, Token = token is null ? null : Canaries.In(token), Body = Smuggled, IsLast = false }.Text + new RawRequest { Body = "[1]" }.Text, Patience.Token);

        Assert.Equal(status, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        Assert.Equal("[1]"u8, Assert.Single(stage.Upstream.Requests).Body);
        Assert.Equal(2, stage.Broker.EventLines().Count);
    }

    [Fact]
    public async Task Connection_AfterARefusalWithUnreadChunks_GoesOnBehindThem()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();
        var chunks = $"{Smuggled.Length:x}\r\n{Smuggled}\r\n0\r\n\r\n";

        await host.SendAsync(
            new RawRequest { Token = null, IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = chunks, IsLast = false }.Text
            + new RawRequest { Body = "[1]" }.Text,
            Patience.Token);

        Assert.Equal(401, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal("[1]"u8, Assert.Single(stage.Upstream.Requests).Body);
    }

    [Fact]
    public async Task Connection_AfterARefusalWithMalformedChunks_Ends()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(
            new RawRequest { Token = null, IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = $"zz\r\n{Smuggled}", IsLast = false }.Text,
            Patience.Token);

        Assert.Equal(401, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        Assert.Empty(stage.Upstream.Requests);
        Assert.Single(stage.Broker.EventLines());
    }

    [Fact]
    public async Task Connection_AfterABodyThatIsNoJson_ServesTheNextRequest()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { Body = Smuggled, IsLast = false }.Text + new RawRequest().Text, Patience.Token);

        Assert.Equal(400, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Single(stage.Upstream.Requests);
    }

    [Fact]
    public async Task Connection_WithGarbageAfterAGoodRequest_LeavesAnEventForEachAndMixesNothing()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { IsLast = false }.Text + "GARBAGE\r\n\r\n", Patience.Token);

        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(400, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        var events = stage.Broker.Events();
        Assert.Equal(2, events.Count);
        Assert.True(events[0].GetProperty("ok").GetBoolean());
        Stage.AssertEvent(events[1], 400, "bad_request");
        Assert.Equal("", events[1].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Connection_ThatChangesItsToken_IsCheckedForEachRequest()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { IsLast = false }.Text + new RawRequest { Token = null, IsLast = false }.Text + new RawRequest { Host = "evil.example" }.Text, Patience.Token);

        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(401, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Equal(403, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        Assert.Single(stage.Upstream.Requests);
        Assert.Equal(3, stage.Broker.EventLines().Count);
    }

    [Fact]
    public async Task Connection_AfterARefusedHead_CarriesNoBodyThatWouldBeReadAsAnAnswer()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        await host.SendAsync(new RawRequest { Method = "HEAD", Body = "", IsLast = false }.Text + new RawRequest().Text, Patience.Token);

        var refusal = await host.ReadAnswerAsync(Patience.Token, hasBody: false);
        Assert.Equal(405, refusal?.Status);
        Assert.NotEqual("0", refusal?.Header("Content-Length"));
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
    }

    [Fact]
    public async Task Connection_WithLineFeedsAlone_IsFramedOnce()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();

        // RFC 9112, section 2.2, lets a server read them; what matters is that nothing is left over for a second reading.
        await host.SendAsync(new RawRequest { Body = "[1]" }.Text.Replace("\r\n", "\n", StringComparison.Ordinal), Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.Equal(200, answer?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        Assert.Equal("[1]"u8, Assert.Single(stage.Upstream.Requests).Body);
        Assert.Single(stage.Broker.EventLines());
    }
}
