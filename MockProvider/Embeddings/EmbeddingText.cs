namespace MockProvider.Embeddings;

/// <summary>One input: what it says, and what it costs.</summary>
internal sealed record EmbeddingText(string Text, int Tokens);
