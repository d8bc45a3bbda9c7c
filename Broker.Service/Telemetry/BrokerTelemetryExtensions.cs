using Broker.Service.Credentials;
using Broker.Service.Requests;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;
using OpenTelemetry.Metrics;

namespace Broker.Service.Telemetry;

internal static class BrokerTelemetryExtensions
{
    /// <summary>Adds the broker's spans and instruments.</summary>
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
            // broker.active_requests has the same value, without an update per request.
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView("http.server.active_requests", MetricStreamConfiguration.Drop));
        }
    }
}
