namespace Broker.Service.Credentials;

/// <summary>A wait that doubles each time it is begun, from one second up to thirty, until it is reset. Not thread-safe.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class BackOff(TimeProvider timeProvider)
{
    /// <summary>The first wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _wait;
    private long _begun;

    /// <summary>Whether the wait is not over yet.</summary>
    public bool IsWaiting => _wait > TimeSpan.Zero && timeProvider.GetElapsedTime(_begun) < _wait;

    /// <summary>Begins the next wait.</summary>
    public void Begin()
    {
        _wait = _wait == TimeSpan.Zero ? Shortest : TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, Longest.Ticks));
        _begun = timeProvider.GetTimestamp();
    }

    /// <summary>Ends the wait; the next one is the shortest again.</summary>
    public void Reset() => _wait = TimeSpan.Zero;
}
