namespace MockProvider.Answers;

/// <summary>How an answer is sent: at its own pace and to its end, unless a fault says otherwise.</summary>
internal sealed record Delivery
{
    /// <summary>The wait before the status line.</summary>
    public TimeSpan BeforeHead { get; init; }

    /// <summary>The wait between the head and the first byte after it.</summary>
    public TimeSpan BeforeBody { get; init; }

    /// <summary>The wait between two parts, in place of the usual one.</summary>
    public TimeSpan? BetweenParts { get; init; }

    /// <summary>How many parts are sent; nothing means all of them.</summary>
    public int? StopAfter { get; init; }

    /// <summary>What follows them.</summary>
    public Ending Ending { get; init; }

    /// <summary>What is sent after the parts, made piece by piece while it is sent: it may have no end.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Rest { get; init; } = [];
}
