using Broker.Service.Credentials;
using Broker.Service.Requests;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;
using OpenTelemetry.Metrics;

namespace Broker.Service.Telemetry;

/// <summary>Adds what tells of requests to whoever collects.</summary>
internal static class BrokerTelemetryExtensions
{
    /// <summary>Adds the broker's spans and instruments.</summary>
    /// <param name="builder">The application being built.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IRequestTelemetry, RequestTelemetry>();
        builder.Services.AddSingleton<ForwardTelemetry>();
        builder.Services.AddSingleton<BrokerMetrics>();
        builder.Services.AddSingleton<ISecretFetchCounter>(provider => provider.GetRequiredService<BrokerMetrics>());
        builder.Services.AddSingleton<GenAIMetrics>();
        builder.Services.AddSingleton<ContentCapture>();
        if (builder.HasCollector())
        {
            // broker.active_requests tells the same, and costs no request an update.
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView("http.server.active_requests", MetricStreamConfiguration.Drop));
        }
    }
}
