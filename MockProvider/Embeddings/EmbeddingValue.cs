using System.Text.Json.Serialization;

namespace MockProvider.Embeddings;

/// <summary>A vector and the form it was asked for in: numbers, or base64, which the official clients ask for when nobody says.</summary>
[JsonConverter(typeof(EmbeddingValueConverter))]
internal sealed record EmbeddingValue(float[] Vector, bool IsBase64);
