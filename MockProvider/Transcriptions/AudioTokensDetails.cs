namespace MockProvider.Transcriptions;

/// <summary>Kinds of tokens within the input.</summary>
internal sealed record AudioTokensDetails(int TextTokens, int AudioTokens);
