using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broker.Service.Auditing;

/// <summary>Healthy if events can be written: without them nothing is forwarded.</summary>
internal sealed class EventLogHealthCheck(IAuditLog log) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.ProbeByWriting() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
