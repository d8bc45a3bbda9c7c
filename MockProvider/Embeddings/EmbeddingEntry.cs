namespace MockProvider.Embeddings;

/// <summary>The vector of one input.</summary>
internal sealed record EmbeddingEntry(string Object, int Index, EmbeddingValue Embedding);
