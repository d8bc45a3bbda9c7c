using Google.Protobuf;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads trace and span ids.</summary>
internal static class WireIds
{
    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    /// <summary>A trace id in lower-case hex; null when it is not one.</summary>
    /// <param name="bytes">What came.</param>
    public static string? Trace(ByteString bytes) => Hex(bytes, TraceIdBytes);

    /// <summary>A span id in lower-case hex; null when it is not one.</summary>
    /// <param name="bytes">What came.</param>
    public static string? Span(ByteString bytes) => Hex(bytes, SpanIdBytes);

    private static string? Hex(ByteString bytes, int length) =>
        bytes.Length == length && bytes.Span.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(bytes.Span) : null;
}
