using Microsoft.Extensions.ObjectPool;

namespace Broker.Service.Forwarding;

/// <summary>Rents each request its <see cref="UpstreamTimeout"/>, and keeps those that can be used again: a timer for each request is dear.</summary>
internal sealed class UpstreamTimeouts(TimeSpan limit, TimeProvider time)
{
    private const int MostKept = 256;

    private readonly ObjectPool<UpstreamTimeout> _kept =
        new DefaultObjectPoolProvider { MaximumRetained = MostKept }.Create(new Policy(limit, time));

    /// <summary>Rents one.</summary>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public UpstreamTimeout Rent(CancellationToken hostGone)
    {
        var timeout = _kept.Get();
        timeout.Use(hostGone);
        return timeout;
    }

    /// <summary>Takes one back that nobody waits by any more.</summary>
    public void Return(UpstreamTimeout timeout) => _kept.Return(timeout);

    private sealed class Policy(TimeSpan limit, TimeProvider time) : IPooledObjectPolicy<UpstreamTimeout>
    {
        public UpstreamTimeout Create() => new(limit, time);

        public bool Return(UpstreamTimeout obj) => obj.TryReset();
    }
}
