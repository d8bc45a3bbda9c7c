namespace MockProvider.Chat;

/// <summary>One token of an answer's text.</summary>
internal sealed record ChatWord(string Text, TokenLogprob? Logprob);
