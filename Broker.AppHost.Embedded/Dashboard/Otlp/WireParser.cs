using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Parsers that forget the fields nobody asks for.</summary>
internal static class WireParser
{
    /// <summary>Parses spans.</summary>
    public static MessageParser<WireTraceExport> Traces { get; } = WireTraceExport.Parser.WithDiscardUnknownFields(true);

    /// <summary>Parses log records.</summary>
    public static MessageParser<WireLogsExport> Logs { get; } = WireLogsExport.Parser.WithDiscardUnknownFields(true);

    /// <summary>Parses metric points.</summary>
    public static MessageParser<WireMetricsExport> Metrics { get; } = WireMetricsExport.Parser.WithDiscardUnknownFields(true);
}
