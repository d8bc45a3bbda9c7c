namespace MockProvider.Responses;

/// <summary>Kinds of tokens within the output.</summary>
internal sealed record OutputTokensDetails(int ReasoningTokens);
