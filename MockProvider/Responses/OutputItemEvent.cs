namespace MockProvider.Responses;

/// <summary>A message begins or ends.</summary>
internal sealed record OutputItemEvent(string Type, int SequenceNumber, int OutputIndex, ResponseItem Item) : ResponseEvent(Type, SequenceNumber);
