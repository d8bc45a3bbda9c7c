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
/// Adds what all services of the solution share: telemetry, health checks, service discovery. Deliberately no retries or other resilience
/// of outgoing calls: a POST of another program must not be repeated.
/// </summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Path that answers 200 when the service is ready for work.</summary>
    public const string ReadyPath = "/health";

    /// <summary>Path that answers 200 while the process is responsive.</summary>
    public const string AlivePath = "/alive";

    /// <summary>Name pattern of the activity sources and meters that are collected.</summary>
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

    /// <summary>Exports logs, metrics and traces over OTLP, if a collector's address is set.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // A separate method, so that without a collector the libraries are not loaded.
        if (builder.HasCollector())
        {
            builder.AddOpenTelemetryExporters();
        }

        return builder;
    }

    /// <summary>Returns true if a collector's address is set.</summary>
    public static bool HasCollector(this IHostApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]);

    /// <summary>Adds a span without query per request, except health probes. The broker does not use it: it creates its own.</summary>
    public static TBuilder AddServerSpans<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddAspNetCoreInstrumentation(options =>
        {
            options.Filter = context => context.Request.Path != ReadyPath && context.Request.Path != AlivePath;
            // A query may hold a credential, and even its redacted form says too much.
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
    /// Answers <see cref="ReadyPath"/> (all checks) and <see cref="AlivePath"/> (checks tagged <c>live</c>) with one word, without any
    /// details. As middleware, so that a service without endpoints starts without routing.
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

        // The SDK reads a configured sampler itself.
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
        // With a length it is one write: a host that hangs up gets all of it or nothing.
        response.ContentLength = word.Length;
        await response.WriteAsync(word);
    }
}
