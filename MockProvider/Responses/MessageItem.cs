namespace MockProvider.Responses;

/// <summary>The assistant's message.</summary>
internal sealed record MessageItem(string Id, string Status, IReadOnlyList<ResponseText> Content, string Role) : ResponseItem(Id, "message", Status);
