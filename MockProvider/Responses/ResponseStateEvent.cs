namespace MockProvider.Responses;

/// <summary>The response as a whole: created, in progress, completed or incomplete.</summary>
internal sealed record ResponseStateEvent(string Type, int SequenceNumber, ResponseBody Response) : ResponseEvent(Type, SequenceNumber);
