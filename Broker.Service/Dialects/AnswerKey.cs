namespace Broker.Service.Dialects;

/// <summary>Facts that are read from an answer, under one name for all dialects.</summary>
internal enum AnswerKey : byte
{
    /// <summary>Any other value.</summary>
    Other,
    Id,
    Model,

    /// <summary>State of a response: not a finish reason until it is a final one.</summary>
    Status,
    FinishReason,
    InputTokens,

    /// <summary>Input tokens that the provider wrote to its cache.</summary>
    CacheCreationTokens,

    /// <summary>Input tokens that the provider read from its cache.</summary>
    CacheReadTokens,
    OutputTokens,

    /// <summary>Output tokens for thoughts, where they are counted apart from the others.</summary>
    ThoughtTokens,
}
