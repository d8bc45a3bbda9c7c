using Broker.Service.Configuration;
using Microsoft.Extensions.ObjectPool;

namespace Broker.Service.Forwarding;

/// <summary>Lends each request a watch, and keeps those that can be used again: a timer and what it cancels are dear to make.</summary>
/// <param name="options">Tell the longest silence.</param>
/// <param name="time">What measures it.</param>
internal sealed class SilenceWatches(BrokerOptions options, TimeProvider time)
{
    private const int MostKept = 256;

    private readonly ObjectPool<SilenceWatch> _kept =
        new DefaultObjectPoolProvider { MaximumRetained = MostKept }.Create(new Policy(options.UpstreamTimeout, time));

    /// <summary>Lends one.</summary>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public SilenceWatch Lend(CancellationToken hostGone)
    {
        var watch = _kept.Get();
        watch.Watch(hostGone);
        return watch;
    }

    /// <summary>Takes one back.</summary>
    /// <param name="watch">What was lent; nobody waits by it any more.</param>
    public void TakeBack(SilenceWatch watch) => _kept.Return(watch);

    private sealed class Policy(TimeSpan longest, TimeProvider time) : IPooledObjectPolicy<SilenceWatch>
    {
        public SilenceWatch Create() => new(longest, time);

        public bool Return(SilenceWatch obj) => obj.TryReset();
    }
}
