namespace Broker.Tests.Fuzzing;

/// <summary>Ends the search for a simpler failure in time: whoever waits for a seed should not wait for the simplest case of all.</summary>
internal sealed class ShrinkLimit(TimeProvider time)
{
    /// <summary>How long simpler conversations are tried.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private long? _begun;

    /// <summary>Whether a conversation has failed: from then on simpler ones are tried.</summary>
    public bool IsSearching => _begun is not null;

    /// <summary>Whether no more is to be tried.</summary>
    public bool IsOver => _begun is { } begun && time.GetElapsedTime(begun) >= Longest;

    /// <summary>How long to wait for what must come: once something has failed, the same is likely to fail again.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(IsSearching ? 1 : 20);

    /// <summary>Begins with the search, if that has not begun.</summary>
    public void Begin() => _begun ??= time.GetTimestamp();
}
