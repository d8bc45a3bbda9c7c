namespace MockProvider.Responses;

/// <summary>Kinds of tokens within the input.</summary>
internal sealed record InputTokensDetails(int CachedTokens);
