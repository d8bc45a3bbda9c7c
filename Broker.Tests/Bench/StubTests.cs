using System.Text;
using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Stub;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Bench;

/// <summary>The stub upstream of the measurements, over real connections to the real process.</summary>
public sealed class StubTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_WithLengthOrInChunks_IsReadToItsEnd(bool isChunked)
    {
        await using var stub = await StubPeer.StartAsync(0, Patience.Token);
        using var handler = new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1 };
        using var client = new HttpClient(handler);
        // What is left of one body would be taken for the next request's head.
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, stub.Url) { Content = new ByteArrayContent(RequestBodies.Body(200_000)) };
            request.Headers.TransferEncodingChunked = isChunked;

            using var answer = await client.SendAsync(request, Patience.Token);

            Assert.Equal(StubAnswers.Completion, await answer.Content.ReadAsStringAsync(Patience.Token));
        }
    }

    [Fact]
    public async Task Stream_OfThreeChunks_ArrivesWholeAndEnds()
    {
        await using var stub = await StubPeer.StartAsync(0, Patience.Token);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler);

        using var answer = await client.PostAsync(stub.Url, new ByteArrayContent(StreamOrder.Body(3, 1)), Patience.Token);

        var text = await answer.Content.ReadAsStringAsync(Patience.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(4, text.Split("data: ").Length - 1);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(64 * 1024)]
    public void RequestBody_OfASize_IsJsonOfThatSize(int bytes)
    {
        var body = RequestBodies.Body(bytes);

        Assert.Equal(bytes, body.Length);
        Assert.True(Broker.Service.Checks.JsonBody.TryRead(body, out var model), Encoding.UTF8.GetString(body));
        Assert.Equal("gpt-4o-mini", model);
    }
}
