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

    /// <summary>The standard key for which traces are kept (OpenTelemetry specification, "General SDK configuration").</summary>
    public const string SamplerKey = "OTEL_TRACES_SAMPLER";

    /// <summary>Every activity source and meter whose name begins so is collected.</summary>
    public const string OwnSources = "Broker.*";

    /// <summary>
    /// Collects logs, metrics and traces and exports them; health probes are left out, and so is every query string. Without a
    /// collector's address nothing is collected, and with one that does not answer no spans are made (<see cref="CollectorWatch"/>).
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics
            .AddMeter(OwnSources)
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation());
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing
            .AddSource(OwnSources)
            .AddAspNetCoreInstrumentation(options =>
            {
                options.Filter = IsNotProbe;
                // A query can carry a credential that somebody put in the wrong place; even redacted it says too much.
                options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null);
            }));

        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            builder.Export();
        }

        return builder;
    }

    private static void Export(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry().WithMetrics().WithTracing().UseOtlpExporter();

        if (CollectorSampler.Wrapping(builder.Configuration[SamplerKey]) is { } inner)
        {
            builder.Services.AddSingleton<CollectorWatch>();
            builder.Services.ConfigureOpenTelemetryTracerProvider((services, tracing) =>
                tracing.SetSampler(new CollectorSampler(inner, services.GetRequiredService<CollectorWatch>())));
        }
    }

    private static bool IsNotProbe(HttpContext context) =>
        context.Request.Path != ServiceDefaultsExtensions.ReadyPath && context.Request.Path != ServiceDefaultsExtensions.AlivePath;
}
