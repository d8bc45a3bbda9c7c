using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>Adds the outermost step.</summary>
internal static class AuditingExtensions
{
    /// <summary>Adds the event log and what listens for the server's own refusals.</summary>
    public static IServiceCollection AddAuditing(this IServiceCollection services)
    {
        services.AddSingleton<IAuditLog>(provider =>
        {
            var events = provider.GetRequiredService<Settings>().Events;
            var logger = provider.GetRequiredService<ILogger<AuditLog>>();
            return new AuditLog(events.Path, logger, events.MaxBytes, events.Keep, events.Chain);
        });
        services.AddSingleton<RequestsInFlight>();
        services.AddSingleton<RequestLog>();
        services.AddHostedService<ServerRefusalAudit>();
        services.AddHealthChecks().AddCheck<EventLogHealthCheck>("events");
        return services;
    }

    /// <summary>Writes one event per request, whatever the steps after this one do.</summary>
    public static IApplicationBuilder UseAuditing(this IApplicationBuilder app) => app.UseMiddleware<AuditMiddleware>();
}
