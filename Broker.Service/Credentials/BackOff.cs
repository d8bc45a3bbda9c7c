namespace Broker.Service.Credentials;

/// <summary>A wait that doubles each time it starts, from one second up to thirty, until it is reset. Not thread-safe.</summary>
internal sealed class BackOff(TimeProvider timeProvider)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _wait;
    private long _begun;

    /// <summary>True until the wait is over.</summary>
    public bool IsWaiting => _wait > TimeSpan.Zero && timeProvider.GetElapsedTime(_begun) < _wait;

    /// <summary>Starts the next wait.</summary>
    public void Begin()
    {
        _wait = _wait == TimeSpan.Zero ? Shortest : TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, Longest.Ticks));
        _begun = timeProvider.GetTimestamp();
    }

    /// <summary>Ends the wait; the next one is the shortest again.</summary>
    public void Reset() => _wait = TimeSpan.Zero;
}
