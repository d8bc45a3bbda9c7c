using Broker.Service.Telemetry.GenAI;
using OpenTelemetry.Metrics;

namespace Broker.Service.Telemetry;

/// <summary>Adds what tells of requests to whoever collects.</summary>
internal static class BrokerTelemetryExtensions
{
    /// <summary>Adds the broker's spans and instruments.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<ServerSpan>();
        services.AddSingleton<BrokerMetrics>();
        services.AddSingleton<GenAIMetrics>();
        services.AddSingleton<ContentCapture>();

        // Two updates for each request; broker.active_requests tells the same, and is read only when somebody collects.
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView("http.server.active_requests", MetricStreamConfiguration.Drop));
        return services;
    }
}
