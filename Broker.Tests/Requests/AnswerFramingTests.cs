using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Where an answer ends: with its length, its chunks, its connection, or before any body.</summary>
public class AnswerFramingTests
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Answer_WithALengthBesideChunks_IsFramedByItsChunks(int announced)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, null, "4\r\nbody\r\n0\r\n\r\n"), (answer.Status, answer.Header("Content-Length"), answer.Body));
        Assert.Equal(4, EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy").GetProperty("bytes_out").GetInt64());
    }

    [Fact]
    public async Task Answer_InChunks_ReachesAHostThatKnowsNone()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context => context.Response.WriteAsync("body"));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = RawAnswer.Parse(await broker.SendRawAsync(
            $"POST /v1/responses HTTP/1.0\r\nHost: localhost\r\n{Token}\r\nContent-Length: 2\r\n\r\n{{}}", TestContext.Current.CancellationToken));

        Assert.Equal((200, "body"), (answer.Status, answer.Body));
        EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy");
    }

    [Fact]
    public async Task Answer_ThatEndsWithItsConnection_PassesInChunks()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.0 200 OK\r\n\r\nbody");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, "4\r\nbody\r\n0\r\n\r\n"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("204 No Content", 204)]
    [InlineData("204 No Content\r\nContent-Length: 0", 204)]
    [InlineData("204 No Content\r\nContent-Length: 7", 204)]
    [InlineData("205 Reset Content\r\nContent-Length: 0", 205)]
    [InlineData("304 Not Modified", 304)]
    [InlineData("304 Not Modified\r\nContent-Length: 7\r\nETag: a", 304)]
    [InlineData("200 OK\r\nContent-Length: 0", 200)]
    public async Task Answer_WithoutABody_PassesAsOne(string head, int status)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        Assert.Equal(0, EventAssert.Single(broker, "/v1/responses", ok: true, status, mode: "proxy").GetProperty("bytes_out").GetInt64());
    }

    [Theory]
    [InlineData("205 Reset Content\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    public async Task Answer_WithABodyWhereThereIsNone_PassesWithoutIt(string text)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 {text}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((205, ""), (answer.Status, answer.Body));
        EventAssert.Single(broker, "/v1/responses", ok: true, 205, mode: "proxy");
    }

    [Fact]
    public async Task Answer_ToAHead_PassesItsLengthAndNoBody()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nETag: \"x\"\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] });

        var answer = await WrittenRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((200, "", "12", "\"x\""), (answer.Status, answer.Body, answer.Header("Content-Length"), answer.Header("ETag")));
        EventAssert.Single(broker, "/v1/models", ok: true, 200, mode: "proxy");
    }

    [Fact]
    public async Task Answer_ToAHeadThatFails_HasTheRefusalsHeadAlone()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1", options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] });

        var answer = await WrittenRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((502, "", "application/json"), (answer.Status, answer.Body, answer.Header("Content-Type")));
    }
}
