using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
    /// Maps <see cref="ReadyPath"/> (all checks) and <see cref="AlivePath"/> (those tagged <c>live</c>). They answer one word
    /// and nothing about configuration.
    /// </summary>
    /// <param name="endpoints">Where to map them.</param>
    /// <returns><paramref name="endpoints"/>.</returns>
    public static IEndpointRouteBuilder MapDefaultEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(ReadyPath, new HealthCheckOptions { ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks(AlivePath, new HealthCheckOptions { ResponseWriter = WriteAsync, Predicate = check => check.Tags.Contains(LiveTag) });
        return endpoints;
    }

    /// <summary>One word whose length is said, and so one write: whoever hangs up gets all of it or nothing.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var word = report.Status.ToString();
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = word.Length;
        return context.Response.WriteAsync(word);
    }
}
