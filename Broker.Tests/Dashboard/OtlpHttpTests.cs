using System.IO.Compression;
using System.Net;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace Broker.Tests.Dashboard;

public class OtlpHttpTests
{
    [Fact]
    public async Task Traces_WithKey_AreKeptAndAnswered()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(WireExportAnswer.Parser.ParseFrom(await BytesAsync(answer)).PartialSuccess);
        Assert.Equal(1, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("otlp-ke")]
    [InlineData("otlp-key2")]
    [InlineData(DashboardFixture.Token)]
    public async Task Traces_WithoutKey_Are401(string? key)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray(), key);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-protobufs")]
    public async Task Traces_OfOtherContentType_Are415(string? type)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.ExportAsync("/v1/traces", [], type: type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.NotEmpty(WireStatus.Parser.ParseFrom(await BytesAsync(answer)).Message);
    }

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task Export_OfGarbage_Is400(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var garbage = await dashboard.ExportAsync(path, [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x01]);
        using var badGzip = await dashboard.ExportAsync(path, [1, 2, 3, 4], encoding: "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, garbage.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, badGzip.StatusCode);
    }

    [Fact]
    public async Task Export_NestedTooDeep_Is400()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var value = new WireValue { StringValue = "end" };
        for (var i = 0; i < 500; i++)
        {
            value = new() { ArrayValue = new() { Values = { value } } };
        }

        var span = Wires.Span(1, 1);
        span.Attributes.Add(new WirePair { Key = "deep", Value = value });
        using var answer = await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", span).ToByteArray());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Export_Gzipped_IsKept()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.ExportAsync("/v1/traces", Gzip(Wires.Spans("broker", Wires.Span(1, 1)).ToByteArray()), encoding: "gzip");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, (int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!);
    }

    [Fact]
    public async Task Export_OfOtherEncoding_Is415()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.ExportAsync("/v1/traces", [1], encoding: "br");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Export_TooLarge_Is413()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { ExportBytes = 1000 });

        using var plain = await dashboard.ExportAsync("/v1/traces", new byte[1001]);
        using var bomb = await dashboard.ExportAsync("/v1/traces", Gzip(new byte[200_000]), encoding: "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, plain.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bomb.StatusCode);
    }

    [Fact]
    public async Task Traces_WithBadIds_ArePartlyRejected()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var bad = Wires.Span(1, 2);
        bad.TraceId = ByteString.CopyFrom(1, 2, 3);
        var zero = Wires.Span(1, 3);
        zero.SpanId = ByteString.CopyFrom(new byte[8]);

        using var answer = await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1), bad, zero).ToByteArray());

        var partial = WireExportAnswer.Parser.ParseFrom(await BytesAsync(answer)).PartialSuccess;
        Assert.Equal(2, partial.Rejected);
        Assert.NotEmpty(partial.ErrorMessage);
        Assert.Equal(1, (int)(await dashboard.ApiAsync("/api/traces"))["traces"]![0]!["spanCount"]!);
    }

    [Fact]
    public async Task Export_FromForeignHostName_Is403()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Server.OtlpHttpUrl, "/v1/traces"));
        request.Headers.Host = "evil.example";
        request.Headers.Add("x-otlp-api-key", DashboardFixture.Key);

        using var answer = await dashboard.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

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
