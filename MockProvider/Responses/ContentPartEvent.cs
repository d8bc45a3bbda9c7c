namespace MockProvider.Responses;

/// <summary>A part of a message begins or ends.</summary>
internal sealed record ContentPartEvent(string Type, int SequenceNumber, string ItemId, int OutputIndex, int ContentIndex, ResponseText Part)
    : ResponseEvent(Type, SequenceNumber);
