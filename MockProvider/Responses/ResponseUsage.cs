namespace MockProvider.Responses;

/// <summary>What a response cost; the total is always the sum.</summary>
internal sealed record ResponseUsage(
    int InputTokens,
    InputTokensDetails InputTokensDetails,
    int OutputTokens,
    OutputTokensDetails OutputTokensDetails,
    int TotalTokens)
{
    public static ResponseUsage Of(int input, int output) =>
        new(input, new InputTokensDetails(CachedTokens: 0), output, new OutputTokensDetails(ReasoningTokens: 0), input + output);
}
