using MockProvider.Models;

namespace MockProvider.Embeddings;

/// <summary>The document of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingList(string Object, IReadOnlyList<EmbeddingEntry> Data, string Model, EmbeddingUsage Usage)
{
    public static EmbeddingList Of(EmbeddingsRequest request)
    {
        var tokens = request.Inputs.Sum(input => input.Tokens);
        return new EmbeddingList(
            "list",
            [.. request.Inputs.Select((input, index) =>
                new EmbeddingEntry("embedding", index, new EmbeddingValue(TextVector.Of(input.Text, request.Dimensions), request.IsBase64)))],
            ModelCatalog.Resolve(request.Model),
            new EmbeddingUsage(tokens, tokens));
    }
}
