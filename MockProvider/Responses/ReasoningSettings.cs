namespace MockProvider.Responses;

/// <summary>How hard the model was to think, and whether it was to tell.</summary>
internal sealed record ReasoningSettings(string? Effort, string? Summary);
