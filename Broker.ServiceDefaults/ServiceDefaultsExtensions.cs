using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// What every service of the solution has in common: telemetry, health, service discovery. Deliberately without retries or
/// other resilience around outgoing calls: nobody may repeat somebody else's POST.
/// </summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Path that answers 200 when the service is ready for work.</summary>
    public const string ReadyPath = "/health";

    /// <summary>Path that answers 200 while the process is responsive.</summary>
    public const string AlivePath = "/alive";

    /// <summary>Every activity source and meter whose name begins so is collected.</summary>
    public const string OwnSources = "Broker.*";

    // The names of the OpenTelemetry specification: "OTLP exporter configuration" and "General SDK configuration".
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string SamplerKey = "OTEL_TRACES_SAMPLER";
    private const string LiveTag = "live";

    /// <summary>Adds telemetry, health checks and service discovery.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        return builder;
    }

    /// <summary>Collects logs, metrics and traces and exports them over OTLP, if a collector's address is set.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // A method of its own, so that where nothing is collected not even the libraries are loaded.
        if (builder.HasCollector())
        {
            builder.AddOpenTelemetryExporters();
        }

        return builder;
    }

    /// <summary>Returns true if a collector's address is set.</summary>
    public static bool HasCollector(this IHostApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]);

    /// <summary>Adds a span for each request but health probes, without its query. The broker does not use it: it makes its own.</summary>
    public static TBuilder AddServerSpans<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddAspNetCoreInstrumentation(options =>
        {
            options.Filter = context => context.Request.Path != ReadyPath && context.Request.Path != AlivePath;
            // A query can carry a credential that somebody put in the wrong place; even redacted it says too much.
            options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null);
        }));
        return builder;
    }

    /// <summary>Adds the check behind <see cref="AlivePath"/>; services add their own for <see cref="ReadyPath"/>.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>
    /// Answers <see cref="ReadyPath"/> (all checks) and <see cref="AlivePath"/> (those tagged <c>live</c>), with one word and nothing about
    /// configuration. Middleware and not endpoints, so that a service which has no endpoints starts without routing.
    /// </summary>
    public static IApplicationBuilder UseDefaultEndpoints(this IApplicationBuilder app) => app.Use(next => context => context.Request.Path.Value switch
    {
        ReadyPath => AnswerAsync(context, null),
        AlivePath => AnswerAsync(context, check => check.Tags.Contains(LiveTag)),
        _ => next(context),
    });

    private static void AddOpenTelemetryExporters(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(OwnSources, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .WithTracing(tracing => tracing.AddSource(OwnSources))
            .UseOtlpExporter();

        // A sampler that somebody chose is the SDK's to read.
        if (string.IsNullOrEmpty(builder.Configuration[SamplerKey]))
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing =>
                tracing.SetSampler(new ParentBasedSampler(new RateLimitedSampler(RateLimitedSampler.DefaultLimit, TimeProvider.System))));
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<HealthCheckRegistration, bool>? isAsked)
    {
        var report = await context.RequestServices.GetRequiredService<HealthCheckService>().CheckHealthAsync(isAsked, context.RequestAborted);
        var word = report.Status.ToString();
        var response = context.Response;
        response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain";
        // Its length is said, and so it is one write: whoever hangs up gets all of it or nothing.
        response.ContentLength = word.Length;
        await response.WriteAsync(word);
    }
}
