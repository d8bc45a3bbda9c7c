namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>The names under which OTLP is reached.</summary>
internal static class OtlpPaths
{
    /// <summary>The header that carries the API key.</summary>
    public const string ApiKeyHeader = "x-otlp-api-key";

    /// <summary>gRPC service for spans.</summary>
    public const string TraceService = "opentelemetry.proto.collector.trace.v1.TraceService";

    /// <summary>gRPC service for log records.</summary>
    public const string LogsService = "opentelemetry.proto.collector.logs.v1.LogsService";

    /// <summary>gRPC service for metric points.</summary>
    public const string MetricsService = "opentelemetry.proto.collector.metrics.v1.MetricsService";

    /// <summary>Their one method.</summary>
    public const string Export = "Export";
}
