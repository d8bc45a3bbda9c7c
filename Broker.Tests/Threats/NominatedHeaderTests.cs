using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C27 and C51: a host that names another upstream, or has the broker drop headers of its own.</summary>
public class NominatedHeaderTests
{
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
        request.AssertOneCredential();
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
}
