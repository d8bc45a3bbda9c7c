namespace Broker.Tests.Faults;

/// <summary>A clock on the wall that somebody sets, while time itself goes on as it does.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <summary>Sets it forward, or back.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
}
