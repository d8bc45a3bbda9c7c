using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

internal static class AuditingExtensions
{
    /// <summary>Adds the event log, its health check and the log of requests.</summary>
    public static IServiceCollection AddAuditing(this IServiceCollection services)
    {
        services.AddSingleton<IAuditLog>(provider =>
        {
            var events = provider.GetRequiredService<Settings>().Events;
            var logger = provider.GetRequiredService<ILogger<AuditLog>>();
            return new AuditLog(events.Path, logger, events.MaxBytes, events.Keep, events.Chain);
        });
        services.AddSingleton<RequestLog>();
        services.AddHealthChecks().AddCheck<EventLogHealthCheck>("events");
        return services;
    }
}
