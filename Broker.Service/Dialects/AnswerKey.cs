namespace Broker.Service.Dialects;

/// <summary>The members of an answer that matter here, whatever the endpoint calls them.</summary>
internal enum AnswerKey : byte
{
    /// <summary>Any other member.</summary>
    Other,

    /// <summary>No member: an element of an array.</summary>
    Element,

    /// <summary><c>id</c>.</summary>
    Id,

    /// <summary><c>model</c>.</summary>
    Model,

    /// <summary><c>status</c> of a response.</summary>
    Status,

    /// <summary><c>response</c>: what events of a streamed response wrap it in.</summary>
    Response,

    /// <summary><c>choices</c> of a chat completion.</summary>
    Choices,

    /// <summary><c>finish_reason</c> of a choice.</summary>
    FinishReason,

    /// <summary><c>usage</c>.</summary>
    Usage,

    /// <summary><c>prompt_tokens</c> or <c>input_tokens</c>.</summary>
    InputTokens,

    /// <summary><c>completion_tokens</c> or <c>output_tokens</c>.</summary>
    OutputTokens,
}
