namespace Broker.Service.Dialects;

/// <summary>Members of an answer that are read, under one name for all endpoints.</summary>
internal enum AnswerKey : byte
{
    /// <summary>Any other member.</summary>
    Other,

    /// <summary>An element of an array.</summary>
    Element,
    Id,
    Model,

    /// <summary><c>status</c> of a response.</summary>
    Status,

    /// <summary><c>response</c>, which wraps the response in events of a stream.</summary>
    Response,

    /// <summary><c>choices</c> of a chat completion.</summary>
    Choices,
    FinishReason,
    Usage,

    /// <summary><c>prompt_tokens</c> or <c>input_tokens</c>.</summary>
    InputTokens,

    /// <summary><c>completion_tokens</c> or <c>output_tokens</c>.</summary>
    OutputTokens,
}
