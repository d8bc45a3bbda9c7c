namespace MockProvider.Chat;

/// <summary>Kinds of tokens within the prompt.</summary>
internal sealed record PromptTokensDetails(int CachedTokens, int AudioTokens);
