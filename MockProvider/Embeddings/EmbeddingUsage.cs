namespace MockProvider.Embeddings;

/// <summary>What the inputs cost; there is no answer to pay for.</summary>
internal sealed record EmbeddingUsage(int PromptTokens, int TotalTokens);
