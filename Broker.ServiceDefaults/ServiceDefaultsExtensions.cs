using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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

    private const string LiveTag = "live";

    /// <summary>Adds telemetry, health checks and service discovery.</summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        return builder;
    }

    /// <summary>Adds the check behind <see cref="AlivePath"/>; services add their own for <see cref="ReadyPath"/>.</summary>
    /// <param name="builder">The application being built.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>
    /// Answers <see cref="ReadyPath"/> (all checks) and <see cref="AlivePath"/> (those tagged <c>live</c>), with one word and nothing about
    /// configuration. A step of the pipeline and no endpoint, so that a service which has no endpoints starts without routing; and the checks are
    /// made when first asked for.
    /// </summary>
    /// <param name="app">Where to answer.</param>
    /// <returns><paramref name="app"/>.</returns>
    public static IApplicationBuilder UseDefaultEndpoints(this IApplicationBuilder app) => app.Use(next => context => context.Request.Path.Value switch
    {
        ReadyPath => AnswerAsync(context, null),
        AlivePath => AnswerAsync(context, check => check.Tags.Contains(LiveTag)),
        _ => next(context),
    });

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
