namespace MockProvider.Chat;

/// <summary>What a chat cost; the total is always the sum.</summary>
internal sealed record ChatUsage(
    int PromptTokens,
    int CompletionTokens,
    int TotalTokens,
    PromptTokensDetails PromptTokensDetails,
    CompletionTokensDetails CompletionTokensDetails)
{
    public static ChatUsage Of(int prompt, int completion) => new(
        prompt,
        completion,
        prompt + completion,
        new PromptTokensDetails(CachedTokens: 0, AudioTokens: 0),
        new CompletionTokensDetails(ReasoningTokens: 0, AudioTokens: 0, AcceptedPredictionTokens: 0, RejectedPredictionTokens: 0));
}
