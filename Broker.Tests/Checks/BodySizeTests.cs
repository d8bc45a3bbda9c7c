using System.Globalization;
using System.Text;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Checks;

/// <summary>Row 7: bodies are as long as the limit at most, announced or counted.</summary>
public class BodySizeTests(SharedStrictProxy shared) : IClassFixture<SharedStrictProxy>
{
    private const int Limit = 5000;
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    [Theory]
    [InlineData(Limit, 0, 200)]
    [InlineData(Limit + 1, 0, 413)]
    [InlineData(Limit * 20, 0, 413)]
    [InlineData(Limit, 1, 200)]
    [InlineData(Limit, 4096, 200)]
    [InlineData(Limit + 1, 1, 413)]
    [InlineData(Limit + 1, 4096, 413)]
    [InlineData(Limit * 60, 4096, 413)]
    public async Task Body_AnnouncedOrInChunks_MayReachTheLimit(int length, int chunk, int status)
    {
        var body = Body(length);
        var answer = chunk == 0
            ? await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", body, Token)
            : await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", Chunks(body, chunk), "Transfer-Encoding: chunked", Token);

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Equal(body, Encoding.Latin1.GetString(Assert.Single(_shared.Upstream.Requests).Body));
            return;
        }

        // It is told the limit, the setting, and the size where that was announced.
        Assert.All(
            [$"{Limit}", "max_request_bytes", chunk == 0 ? $"{length}" : ""],
            word => Assert.Contains(word, answer.Body, StringComparison.Ordinal));
        var line = EventAssert.SingleRefusal(_shared.Broker, "/v1/responses", 413, "request_too_large");
        Assert.Equal(chunk == 0 ? $"{length}" : null, line.TryGetProperty("bytes_in", out var bytes) ? bytes.GetRawText() : null);
        Assert.Empty(_shared.Upstream.Requests);
    }

    [Theory]
    [InlineData(413, "Content-Length: 5001")]
    [InlineData(415, "Content-Length: 99999999", "Content-Encoding: zstd")]
    public async Task Body_RefusedByItsHead_IsRefusedBeforeAnyOfItCame(int status, params string[] headers)
    {
        using var host = await HostConnection.OpenAsync(
            _shared.Broker, WrittenRequest.Text(_shared.Broker, "POST /v1/responses", "", [.. headers, "Expect: 100-continue", Token]));

        // The server waits a while for the rest before it closes the connection; the answer is there at once.
        Assert.StartsWith($"HTTP/1.1 {status} ", await host.ReadUntilAsync("\n}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfTheDefaultLimit_MayHave262144Bytes()
    {
        await using var broker = await RunningBroker.StartAsync();
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", Body(262_144))).Status);
        Assert.Equal(413, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", Body(262_145))).Status);
    }

    private static string Body(int length) => $"\"{new string('x', length - 2)}\"";

    private static string Chunks(string body, int size)
    {
        var chunks = new StringBuilder();
        foreach (var chunk in body.Chunk(size))
        {
            chunks.Append(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n").Append(chunk).Append("\r\n");
        }

        return chunks.Append("0\r\n\r\n").ToString();
    }
}
