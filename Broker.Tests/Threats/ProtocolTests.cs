using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>Other protocols on the broker's port.</summary>
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
