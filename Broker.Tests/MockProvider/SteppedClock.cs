using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Mock;

/// <summary>A clock that stands still, and that tells when somebody has begun to wait for it.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<TimeSpan> _waiting = Channel.CreateUnbounded<TimeSpan>();

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _clock.CreateTimer(callback, state, dueTime, period);
        _waiting.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes once somebody waits.</summary>
    public async Task<TimeSpan> WaitedForAsync(CancellationToken cancellationToken) => await _waiting.Reader.ReadAsync(cancellationToken);

    public void Advance(TimeSpan time) => _clock.Advance(time);
}
