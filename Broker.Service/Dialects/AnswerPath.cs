namespace Broker.Service.Dialects;

/// <summary>Knows the paths of the facts in an answer.</summary>
internal static class AnswerPath
{
    /// <summary>Returns the key of a member's unescaped name.</summary>
    public static AnswerKey Lookup(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => AnswerKey.Id,
        5 when name.SequenceEqual("model"u8) => AnswerKey.Model,
        5 when name.SequenceEqual("usage"u8) => AnswerKey.Usage,
        6 when name.SequenceEqual("status"u8) => AnswerKey.Status,
        7 when name.SequenceEqual("choices"u8) => AnswerKey.Choices,
        8 when name.SequenceEqual("response"u8) => AnswerKey.Response,
        12 when name.SequenceEqual("input_tokens"u8) => AnswerKey.InputTokens,
        13 when name.SequenceEqual("prompt_tokens"u8) => AnswerKey.InputTokens,
        13 when name.SequenceEqual("output_tokens"u8) => AnswerKey.OutputTokens,
        13 when name.SequenceEqual("finish_reason"u8) => AnswerKey.FinishReason,
        17 when name.SequenceEqual("completion_tokens"u8) => AnswerKey.OutputTokens,
        _ => AnswerKey.Other,
    };

    /// <summary>Returns true if the value at a path is a fact of the answer.</summary>
    /// <param name="path">Keys of the members from the outermost to the value; one element for each array.</param>
    public static bool IsFact(ReadOnlySpan<AnswerKey> path)
    {
        // A list of answers has those of each.
        if (path is [AnswerKey.Element, ..])
        {
            path = path[1..];
        }

        if (path is [AnswerKey.Response, ..])
        {
            path = path[1..];
        }

        return path is [AnswerKey.Id or AnswerKey.Model or AnswerKey.Status]
            or [AnswerKey.Choices, AnswerKey.Element, AnswerKey.FinishReason]
            or [AnswerKey.Usage, AnswerKey.InputTokens or AnswerKey.OutputTokens];
    }
}
