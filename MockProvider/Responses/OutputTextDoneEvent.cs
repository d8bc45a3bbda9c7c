namespace MockProvider.Responses;

/// <summary>The words are all there.</summary>
internal sealed record OutputTextDoneEvent(int SequenceNumber, string ItemId, int OutputIndex, int ContentIndex, string Text, IReadOnlyList<string> Logprobs)
    : ResponseEvent("response.output_text.done", SequenceNumber);
