using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>OpenTelemetry logs, metrics and traces, exported over OTLP only when an endpoint is configured.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// The standard key for the collector's address (OpenTelemetry specification, "OTLP exporter configuration"). Unset means
    /// that nothing is exported.
    /// </summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Every activity source and meter whose name begins so is collected.</summary>
    public const string OwnSources = "Broker.*";

    /// <summary>Collects logs, metrics and traces; health probes are left out, and so is every query string.</summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = IsNotProbe;
                    // A query can carry a credential that somebody put in the wrong place; even redacted it says too much.
                    options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null);
                }));

        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            builder.Services.AddOpenTelemetry().UseOtlpExporter();
        }

        return builder;
    }

    private static bool IsNotProbe(HttpContext context) =>
        context.Request.Path != ServiceDefaultsExtensions.ReadyPath && context.Request.Path != ServiceDefaultsExtensions.AlivePath;
}
