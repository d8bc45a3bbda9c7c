namespace MockProvider.Chat;

/// <summary>The chances of the tokens of an answer, or of a piece of it.</summary>
internal sealed record ChatLogprobs(IReadOnlyList<TokenLogprob> Content, IReadOnlyList<TokenLogprob>? Refusal);
