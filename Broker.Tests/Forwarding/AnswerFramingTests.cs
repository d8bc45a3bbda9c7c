using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>Where an answer ends: with its length, its chunks, its connection, or before any body.</summary>
public class AnswerFramingTests
{
    private const string Chunks = "4\r\nbody\r\n0\r\n\r\n";
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    /// <summary>What the upstream says, and the status and body that the host gets.</summary>
    public static TheoryData<string, int, string> Answers =>
    [
        ($"1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Chunks}", 200, Chunks),
        ($"1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Chunks}", 200, Chunks),
        ($"1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Chunks}", 200, Chunks),
        ("1.0 200 OK\r\n\r\nbody", 200, Chunks),
        ("1.1 204 No Content\r\n\r\n", 204, ""),
        ("1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, ""),
        ("1.1 204 No Content\r\nContent-Length: 7\r\nConnection: close\r\n\r\n", 204, ""),
        ("1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", 205, ""),
        ("1.1 205 Reset Content\r\nContent-Length: 4\r\n\r\nbody", 205, ""),
        ($"1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}", 205, ""),
        ("1.1 304 Not Modified\r\n\r\n", 304, ""),
        ("1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: a\r\n\r\n", 304, ""),
        ("1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""),
        ("1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body"),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_OfAnyFraming_PassesToItsEndAndNoFurther(string text, int status, string body)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/{text}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((status, body, null), (answer.Status, answer.Body, answer.Header("Link")));
        Assert.True(body != Chunks || answer.Header("Content-Length") is null);
        var line = EventAssert.Single(broker, "/v1/responses", ok: true, status, mode: "proxy");
        Assert.Equal(body.Length == 0 ? 0 : 4, status == 205 ? 0 : line.GetProperty("bytes_out").GetInt64());
    }

    [Fact]
    public async Task Answer_InChunks_ReachesAHostThatKnowsNone()
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = RawAnswer.Parse(await broker.SendRawAsync(
            $"POST /v1/responses HTTP/1.0\r\nHost: localhost\r\n{Token}\r\nContent-Length: 2\r\n\r\n{{}}", TestContext.Current.CancellationToken));

        Assert.Equal((200, "body"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nETag: \"x\"\r\nConnection: close\r\n\r\n", 200, "12", "\"x\"")]
    [InlineData("SSH", 502, null, null)]
    public async Task Answer_ToAHead_IsAHeadAlone(string text, int status, string? length, string? etag)
    {
        await using var upstream = RawUpstream.Answering(text);
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] });

        var answer = await WrittenRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((status, "", etag), (answer.Status, answer.Body, answer.Header("ETag")));
        Assert.True(length is null || length == answer.Header("Content-Length"));
    }
}
