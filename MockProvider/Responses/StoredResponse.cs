namespace MockProvider.Responses;

/// <summary>A response as it is remembered: the document, and the conversation up to it.</summary>
internal sealed record StoredResponse(ResponseBody Body, IReadOnlyList<ResponseTurn> Turns);
