namespace MockProvider.Responses;

/// <summary>The assistant's message in the output.</summary>
internal sealed record ResponseItem(string Id, string Type, string Status, IReadOnlyList<ResponseText> Content, string Role);
