using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Infrastructure;

/// <summary>The real event log, whose first line waits until a test lets it go: the moment between a request's steps and its answer.</summary>
internal sealed class HeldAuditLog : IAuditLog, IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AuditLog? _log;

    /// <summary>Done when the first line is there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Puts it in the place of the broker's own.</summary>
    public void Use(IServiceCollection services) => services.AddSingleton<IAuditLog>(provider =>
    {
        _log = new AuditLog(provider.GetRequiredService<Settings>().Events.Path, NullLogger<AuditLog>.Instance);
        return this;
    });

    /// <summary>Lets the first line go.</summary>
    public void Release() => _released.TrySetResult();

    public ValueTask<bool> IsWritableAsync() => ValueTask.FromResult(true);

    public bool ProbeByWriting() => true;

    public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => HoldAsync(line.ToArray());

    public bool Append(ReadOnlySpan<byte> line)
    {
        _reached.TrySetResult();
        _released.Task.Wait();
        return _log!.Append(line);
    }

    private async ValueTask<bool> HoldAsync(byte[] line)
    {
        _reached.TrySetResult();
        await _released.Task;
        return await _log!.AppendAsync(line);
    }

    public void Dispose()
    {
        Release();
        _log?.Dispose();
    }
}
