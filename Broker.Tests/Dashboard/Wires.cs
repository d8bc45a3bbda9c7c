using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace Broker.Tests.Dashboard;

/// <summary>Builds telemetry the way senders put it on the wire.</summary>
internal static class Wires
{
    /// <summary>A second after which all test spans begin, in nanoseconds since 1970.</summary>
    public const ulong Epoch = 1_700_000_000_000_000_000;

    private const ulong Millisecond = 1_000_000;

    public static ByteString TraceId(byte number) => Id(16, number);

    public static ByteString SpanId(byte number) => Id(8, number);

    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    /// <summary>A span of a trace; times in milliseconds after the epoch.</summary>
    public static WireSpan Span(byte trace, byte id, byte parent = 0, string name = "work", double start = 0, double length = 10, int kind = 1) => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        Kind = kind,
        StartTimeUnixNano = At(start),
        EndTimeUnixNano = At(start + length),
    };

    public static ulong At(double milliseconds) => (ulong)((long)Epoch + (long)(milliseconds * Millisecond));

    public static WireTraceExport Spans(string sender, params IEnumerable<WireSpan> spans) => new()
    {
        ResourceSpans = { new WireResourceSpans { Resource = Resource(sender), ScopeSpans = { new WireScopeSpans { Scope = new() { Name = "source" }, Spans = { spans } } } } },
    };

    public static WireLogsExport Logs(string sender, params IEnumerable<WireLogRecord> logs) => new()
    {
        ResourceLogs = { new WireResourceLogs { Resource = Resource(sender), ScopeLogs = { new WireScopeLogs { Scope = new() { Name = "category" }, LogRecords = { logs } } } } },
    };

    public static WireMetricsExport Metrics(string sender, params IEnumerable<WireMetric> metrics) => new()
    {
        ResourceMetrics = { new WireResourceMetrics { Resource = Resource(sender), ScopeMetrics = { new WireScopeMetrics { Scope = new() { Name = "meter" }, Metrics = { metrics } } } } },
    };

    public static WirePair Pair(string name, string value) => new() { Key = name, Value = new() { StringValue = value } };

    public static WirePair Pair(string name, long value) => new() { Key = name, Value = new() { IntValue = value } };

    private static WireResource Resource(string sender) => new() { Attributes = { Pair("service.name", sender), Pair("service.instance.id", sender + "-1") } };

    private static ByteString Id(int length, byte number)
    {
        var bytes = new byte[length];
        bytes[^1] = number;
        return ByteString.CopyFrom(bytes);
    }
}
