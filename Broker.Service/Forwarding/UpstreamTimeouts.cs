using Microsoft.Extensions.ObjectPool;

namespace Broker.Service.Forwarding;

/// <summary>Pool of <see cref="UpstreamTimeout"/>: a timer per request would be expensive.</summary>
internal sealed class UpstreamTimeouts(TimeProvider time)
{
    private const int MaxKept = 256;

    private readonly ObjectPool<UpstreamTimeout> _kept =
        new DefaultObjectPoolProvider { MaximumRetained = MaxKept }.Create(new Policy(time));

    /// <summary>Rents a time-out.</summary>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public UpstreamTimeout Rent(CancellationToken hostGone)
    {
        var timeout = _kept.Get();
        timeout.Attach(hostGone);
        return timeout;
    }

    /// <summary>Returns a time-out that nothing waits on any more.</summary>
    public void Return(UpstreamTimeout timeout) => _kept.Return(timeout);

    private sealed class Policy(TimeProvider time) : IPooledObjectPolicy<UpstreamTimeout>
    {
        public UpstreamTimeout Create() => new(time);

        public bool Return(UpstreamTimeout obj) => obj.TryReset();
    }
}
