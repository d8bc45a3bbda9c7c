using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broker.Service.Auditing;

/// <summary>Ready means that events can be written: without them nothing is forwarded.</summary>
internal sealed class EventLogHealthCheck(IAuditLog log) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.ProbeByWriting() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
