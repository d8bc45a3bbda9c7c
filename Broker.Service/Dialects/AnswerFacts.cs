namespace Broker.Service.Dialects;

/// <summary>What an answer says about itself.</summary>
internal sealed record AnswerFacts
{
    /// <summary>Nothing is known.</summary>
    public static AnswerFacts None { get; } = new();

    /// <summary>The answer's id.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answered; often a dated name of the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens of the request, as the provider counted them.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer, as the provider counted them; null where the provider counts none.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Why each choice ended, in the order in which they did.</summary>
    public IReadOnlyList<string> FinishReasons { get; init; } = [];

    /// <summary>True if the answer came as a stream of events.</summary>
    public bool IsStreamed { get; init; }
}
