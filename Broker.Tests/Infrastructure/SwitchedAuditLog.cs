using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Infrastructure;

/// <summary>The real event log, with a switch that makes its writes fail as a full disk would.</summary>
internal sealed class SwitchedAuditLog : IAuditLog, IDisposable
{
    private AuditLog? _log;

    /// <summary>Whether writes fail; the probe before anything goes upstream succeeds all the same.</summary>
    public bool WritesFail { get; set; }

    /// <summary>Puts it in the place of the broker's own.</summary>
    public void Use(IServiceCollection services) => services.AddSingleton<IAuditLog>(provider =>
    {
        _log = new AuditLog(provider.GetRequiredService<Settings>().Events.Path, NullLogger<AuditLog>.Instance);
        return this;
    });

    public ValueTask<bool> IsWritableAsync() => ValueTask.FromResult(true);

    public bool ProbeByWriting() => true;

    public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => WritesFail ? ValueTask.FromResult(false) : _log!.AppendAsync(line);

    public bool Append(ReadOnlySpan<byte> line) => !WritesFail && _log!.Append(line);

    public void Dispose() => _log?.Dispose();
}
