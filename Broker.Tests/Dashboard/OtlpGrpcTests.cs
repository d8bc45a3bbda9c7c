using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Broker.Tests.Dashboard;

/// <summary>Speaks gRPC frame by frame, to send what a proper client would not.</summary>
public class OtlpGrpcTests
{
    private const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string Unauthenticated = "16";
    private const string InvalidArgument = "3";
    private const string ResourceExhausted = "8";

    [Fact]
    public async Task Traces_WithKey_AreKept()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Equal("0", await ExportAsync(dashboard, Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray()));

        Assert.Equal(1, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Traces_WithoutKey_AreUnauthenticated(string? key)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Equal(Unauthenticated, await ExportAsync(dashboard, Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray(), key));

        Assert.Equal(0, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Fact]
    public async Task Traces_OfGarbage_AreInvalid()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Equal(InvalidArgument, await ExportAsync(dashboard, [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x01]));
    }

    [Fact]
    public async Task Traces_TooLarge_ExhaustResource()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { ExportBytes = 1000 });

        Assert.Equal(ResourceExhausted, await ExportAsync(dashboard, new byte[1001]));
        Assert.Equal(ResourceExhausted, await ExportAsync(dashboard, new byte[200_000], gzip: true));
    }

    [Fact]
    public async Task Traces_Gzipped_AreKept()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Equal("0", await ExportAsync(dashboard, Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray(), gzip: true));

        Assert.Equal(1, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Fact]
    public async Task Call_OfOtherContentType_Is415()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = Request(dashboard, [1, 2, 3], DashboardFixture.Key);
        request.Content!.Headers.ContentType = new("text/plain");

        using var answer = await dashboard.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    /// <summary>Sends one message and returns the gRPC status.</summary>
    private static async Task<string> ExportAsync(DashboardFixture dashboard, byte[] message, string? key = DashboardFixture.Key, bool gzip = false)
    {
        using var request = Request(dashboard, Frame(gzip ? Gzip(message) : message, gzip), key);
        if (gzip)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        using var answer = await dashboard.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        return answer.Headers.TryGetValues("grpc-status", out var early) ? early.Single() : answer.TrailingHeaders.GetValues("grpc-status").Single();
    }

    private static HttpRequestMessage Request(DashboardFixture dashboard, byte[] body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Server.OtlpGrpcUrl, Traces))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        return request;
    }

    private static byte[] Frame(byte[] message, bool compressed)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
