namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The variables that make a resource send its telemetry to the dashboard, as Aspire sets them.</summary>
/// <param name="Endpoint">Where the dashboard receives OTLP over gRPC.</param>
/// <param name="ApiKey">What it asks of senders.</param>
/// <param name="IsDevelopment">Whether telemetry is to come at once and complete rather than cheaply.</param>
internal sealed record TelemetryVariables(Uri Endpoint, string ApiKey, bool IsDevelopment)
{
    private const string BatchDelayMilliseconds = "1000";

    /// <summary>The variables for one process.</summary>
    /// <param name="serviceName">Name of the resource.</param>
    /// <param name="instanceId">Tells this process from others of the same resource.</param>
    public Dictionary<string, string> For(string serviceName, string instanceId)
    {
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint.GetLeftPart(UriPartial.Authority),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={ApiKey}",
            ["OTEL_SERVICE_NAME"] = serviceName,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instanceId}",
        };
        if (IsDevelopment)
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = BatchDelayMilliseconds;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = BatchDelayMilliseconds;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = BatchDelayMilliseconds;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }

        return variables;
    }
}
