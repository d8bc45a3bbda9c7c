namespace Broker.Service.Dialects;

/// <summary>Facts that an answer states about itself.</summary>
internal sealed record AnswerFacts
{
    /// <summary>No facts.</summary>
    public static AnswerFacts None { get; } = new();

    public string? Id { get; init; }

    /// <summary>Model that answered; often a dated version of the requested one.</summary>
    public string? Model { get; init; }

    /// <summary>Input tokens, as the provider counted them, with those that its cache has a part in.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Input tokens that were written to the provider's cache; null if the provider counts none.</summary>
    public long? CacheCreationTokens { get; init; }

    /// <summary>Input tokens that were read from the provider's cache; null if the provider counts none.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>Output tokens, as the provider counted them, with those for thoughts; null if it counts none.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Why each choice ended, in order of arrival.</summary>
    public IReadOnlyList<string> FinishReasons { get; init; } = [];

    /// <summary>True if the answer is an event stream.</summary>
    public bool IsStreamed { get; init; }
}
