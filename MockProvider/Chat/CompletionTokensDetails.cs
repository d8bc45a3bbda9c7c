namespace MockProvider.Chat;

/// <summary>Kinds of tokens within the answer.</summary>
internal sealed record CompletionTokensDetails(int ReasoningTokens, int AudioTokens, int AcceptedPredictionTokens, int RejectedPredictionTokens);
