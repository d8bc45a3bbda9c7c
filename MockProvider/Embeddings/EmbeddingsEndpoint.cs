using MockProvider.Answers;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Embeddings;

/// <summary><c>POST /v1/embeddings</c>, the one endpoint whose answers any web page may read, as in the real service.</summary>
internal sealed class EmbeddingsEndpoint : JsonEndpoint<EmbeddingsRequest>
{
    public override string Path => "/v1/embeddings";

    protected override EmbeddingsRequest Read(RequestFields fields) => EmbeddingsRequest.Read(fields);

    protected override Answer Handle(EmbeddingsRequest asked, Fingerprint fingerprint)
    {
        var list = EmbeddingList.Of(asked);
        return Answer.Json(
            WireJson.Document(list, WireJson.Indented.EmbeddingList),
            [.. Headers(fingerprint, list.Usage.TotalTokens), new("openai-model", list.Model)]);
    }

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(Fingerprint fingerprint, int tokens) =>
        [new("access-control-allow-origin", "*"), .. CommonHeaders.Metered(fingerprint, tokens)];
}
