using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    /// Collects logs, metrics and traces and exports them. Without a collector's address nothing is collected; with one that does not
    /// answer no spans and no ordinary log records are made, and nothing is measured (<see cref="CollectorWatch"/>); and unless a sampler is chosen, no more traces
    /// than anybody could read (<see cref="TraceRateSampler"/>).
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // Apart, so that where nothing is collected not even the libraries are loaded.
        if (builder.HasCollector())
        {
            builder.Export();
        }

        return builder;
    }

    /// <summary>Whether a collector's address is set.</summary>
    /// <param name="builder">The application being built.</param>
    public static bool HasCollector(this IHostApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]);

    /// <summary>
    /// A span for each request; health probes are left out, and so is every query string. For services without a step of their own that
    /// begins one.
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder AddServerSpans<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddAspNetCoreInstrumentation(options =>
        {
            options.Filter = IsNotProbe;
            // A query can carry a credential that somebody put in the wrong place; even redacted it says too much.
            options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null);
        }));
        return builder;
    }

    private static void Export(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(OwnSources, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .WithTracing(tracing => tracing.AddSource(OwnSources))
            .UseOtlpExporter();

        if (CollectorSampler.For(builder.Configuration[SamplerKey]) is { } make)
        {
            builder.Services.AddSingleton<CollectorWatch>();
            builder.Services.AddSingleton(services => make(services.GetRequiredService<CollectorWatch>(), TimeProvider.System));
            builder.Services.AddSingleton<ITelemetryAdmission>(services => services.GetRequiredService<CollectorSampler>());
            builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, LogGate>();
            builder.Services.ConfigureOpenTelemetryTracerProvider((services, tracing) =>
                tracing.SetSampler(services.GetRequiredService<CollectorSampler>()));
        }
    }

    private static bool IsNotProbe(HttpContext context) =>
        context.Request.Path != ServiceDefaultsExtensions.ReadyPath && context.Request.Path != ServiceDefaultsExtensions.AlivePath;
}
