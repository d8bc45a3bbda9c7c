using System.Buffers.Binary;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace Broker.Bench.Dashboard;

/// <summary>50,000 spans like those of broker and provider, and log records with them: first many traces of five spans, last one of five thousand.</summary>
internal static class Spans
{
    /// <summary>How many spans there are.</summary>
    public const int Count = 50_000;

    /// <summary>The trace that has the most spans.</summary>
    public const string LargeTrace = "000000000000000000000000ffffffff";

    private const int PerExport = 512;
    private const int PerTrace = 5;
    private const int InLargeTrace = 5_000;
    private const ulong Millisecond = 1_000_000;

    /// <summary>The spans as exports, as an SDK's batches have them.</summary>
    public static IEnumerable<byte[]> Exports() =>
        Enumerable.Range(0, Count).Chunk(PerExport).Select(chunk => new WireTraceExport
        {
            ResourceSpans = { new WireResourceSpans { Resource = Resource(), ScopeSpans = { new WireScopeSpans { Scope = new() { Name = "bench" }, Spans = { chunk.Select(Span) } } } } },
        }.ToByteArray());

    /// <summary>As many log records as are kept, as exports.</summary>
    public static IEnumerable<byte[]> LogExports() =>
        Enumerable.Range(0, 10_000).Chunk(PerExport).Select(chunk => new WireLogsExport
        {
            ResourceLogs = { new WireResourceLogs { Resource = Resource(), ScopeLogs = { new WireScopeLogs { Scope = new() { Name = "Bench.Category" }, LogRecords = { chunk.Select(Log) } } } } },
        }.ToByteArray());

    private static WireResource Resource() => new() { Attributes = { Pair("service.name", "bench"), Pair("service.instance.id", "bench-1") } };

    private static WireSpan Span(int number)
    {
        var large = number >= Count - InLargeTrace;
        var inTrace = large ? number - (Count - InLargeTrace) : number % PerTrace;
        var start = Now() - ((ulong)(Count - number) * Millisecond);
        return new()
        {
            TraceId = Id(16, large ? uint.MaxValue : (uint)(number / PerTrace) + 1),
            SpanId = Id(8, (uint)number + 1),
            // A tree, not a list: each causes up to three.
            ParentSpanId = inTrace == 0 ? ByteString.Empty : Id(8, (uint)(number - inTrace + ((inTrace - 1) / 3)) + 1),
            Name = inTrace == 0 ? "POST /v1/chat/completions" : $"chat gpt-4o-mini {inTrace}",
            Kind = inTrace == 0 ? 2 : 3,
            StartTimeUnixNano = start,
            EndTimeUnixNano = start + ((ulong)(1 + (number % 40)) * Millisecond),
            Status = new() { Code = number % 97 == 0 ? 2 : 0 },
            Attributes =
            {
                Pair("gen_ai.operation.name", "chat"), Pair("gen_ai.provider.name", "openai"), Pair("gen_ai.request.model", "gpt-4o-mini"),
                Pair("gen_ai.response.id", $"chatcmpl-{number}"), Pair("gen_ai.usage.input_tokens", number % 100), Pair("gen_ai.usage.output_tokens", number % 200),
                Pair("http.request.method", "POST"), Pair("http.response.status_code", 200), Pair("server.address", "127.0.0.1"), Pair("url.path", "/v1/chat/completions"),
            },
        };
    }

    private static WireLogRecord Log(int number) => new()
    {
        TimeUnixNano = Now(),
        SeverityNumber = number % 50 == 0 ? 17 : 9,
        SeverityText = number % 50 == 0 ? "Error" : "Information",
        Body = new() { StringValue = $"Request {number} was answered with 200 in {number % 40} ms." },
        Attributes = { Pair("number", number), Pair("http.route", "/v1/chat/completions") },
    };

    private static ulong Now() => (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * Millisecond;

    private static WirePair Pair(string name, string value) => new() { Key = name, Value = new() { StringValue = value } };

    private static WirePair Pair(string name, long value) => new() { Key = name, Value = new() { IntValue = value } };

    private static ByteString Id(int length, uint number)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(length - 4), number);
        return ByteString.CopyFrom(bytes);
    }
}
