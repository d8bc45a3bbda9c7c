namespace MockProvider.Images;

/// <summary>Kinds of tokens within input or output.</summary>
internal sealed record ImageTokensDetails(int ImageTokens, int TextTokens);
