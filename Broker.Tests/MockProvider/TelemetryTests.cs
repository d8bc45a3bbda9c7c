using System.Text;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>What leaves the mock over OTLP, read off the bytes: field numbers are those of opentelemetry/proto/trace/v1/trace.proto.</summary>
public class TelemetryTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string ParentId = "b7ad6b7169203331";

    [Fact]
    public async Task Span_OfARequest_ContinuesTheCallersTraceAndSaysWhatArrived()
    {
        await using var sink = await OtlpSink.StartAsync(Cancel);
        await using var process = StartExporting(sink);
        var url = await process.UrlAsync(Cancel);
        using var client = new HttpClient();
        await client.GetStringAsync($"{url}/health", Cancel);
        await CallAsync(client, url, $"Bearer {Key}");

        var batch = await sink.BatchWithAsync(Convert.FromHexString(TraceId), Cancel);

        Assert.True(Holds(batch, [0x22, 8, .. Convert.FromHexString(ParentId)]), "parent_span_id");
        Assert.True(Holds(batch, [0x2A, 25, .. Encoding.UTF8.GetBytes($"POST {ChatPath}"), 0x30, 2]), "name, then kind SERVER");
        Assert.True(Holds(batch, Attribute("mock.credential", "provider key")), "mock.credential");
        Assert.True(Holds(batch, Attribute("mock.model", "gpt-4o-mini")), "mock.model");
        Assert.True(Holds(batch, Attribute("service.name", "mock-under-test")), "service.name");
        Assert.False(Holds(batch, Encoding.UTF8.GetBytes(Key)), "the key");
        Assert.False(Holds(batch, Encoding.UTF8.GetBytes("/health")), "a probe");
    }

    [Fact]
    public async Task Span_OfARefusal_SaysWhy()
    {
        const string Missing = "11111111111111111111111111111111";
        const string Wrong = "22222222222222222222222222222222";
        await using var sink = await OtlpSink.StartAsync(Cancel);
        await using var process = StartExporting(sink);
        var url = await process.UrlAsync(Cancel);
        using var client = new HttpClient();

        await CallAsync(client, url, authorization: null, Missing);
        var missing = await sink.BatchWithAsync(Convert.FromHexString(Missing), Cancel);
        await CallAsync(client, url, "Bearer sk-of-a-caller", Wrong);
        var wrong = await sink.BatchWithAsync(Convert.FromHexString(Wrong), Cancel);

        Assert.True(Holds(missing, Attribute("mock.credential", "missing")));
        Assert.True(Holds(missing, Encoding.UTF8.GetBytes($"POST {ChatPath}")));
        Assert.True(Holds(wrong, Attribute("mock.credential", "wrong")));
        Assert.False(Holds(wrong, Encoding.UTF8.GetBytes("sk-of-a-caller")));
    }

    private static MockProcess StartExporting(OtlpSink sink) => MockProcess.Start(
        new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "mock-under-test",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });

    private static async Task CallAsync(HttpClient client, string url, string? authorization, string traceId = TraceId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url + ChatPath) { Content = Json(Hello) };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{traceId}-{ParentId}-01");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await client.SendAsync(request, Cancel);
    }

    private static bool Holds(byte[] batch, ReadOnlySpan<byte> part) => batch.AsSpan().IndexOf(part) >= 0;

    // KeyValue { key = 1, value = 2 { string_value = 1 } }
    private static byte[] Attribute(string key, string value) =>
    [
        0x0A, (byte)key.Length, .. Encoding.UTF8.GetBytes(key),
        0x12, (byte)(value.Length + 2), 0x0A, (byte)value.Length, .. Encoding.UTF8.GetBytes(value),
    ];
}
