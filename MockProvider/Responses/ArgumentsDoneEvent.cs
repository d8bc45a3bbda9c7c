namespace MockProvider.Responses;

/// <summary>The arguments are all there.</summary>
internal sealed record ArgumentsDoneEvent(int SequenceNumber, string ItemId, int OutputIndex, string Arguments, string Name)
    : ResponseEvent("response.function_call_arguments.done", SequenceNumber);
