namespace MockProvider.Moderations;

/// <summary>The document of <c>POST /v1/moderations</c>.</summary>
internal sealed record ModerationList(string Id, string Model, IReadOnlyList<ModerationResult> Results);
