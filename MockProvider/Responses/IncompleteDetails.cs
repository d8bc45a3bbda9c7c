namespace MockProvider.Responses;

/// <summary>Why a response ended before its end.</summary>
internal sealed record IncompleteDetails(string Reason);
