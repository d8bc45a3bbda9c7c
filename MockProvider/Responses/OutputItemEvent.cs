namespace MockProvider.Responses;

/// <summary>An item begins or ends.</summary>
internal sealed record OutputItemEvent(string Type, int SequenceNumber, int OutputIndex, ResponseItem Item) : ResponseEvent(Type, SequenceNumber);
