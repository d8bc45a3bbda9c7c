using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Embeddings;

/// <summary><c>POST /v1/embeddings</c>, the one endpoint whose answers any web page may read, as in the real service.</summary>
internal sealed class EmbeddingsEndpoint : IEndpoint
{
    public string Method => "POST";

    public string Path => "/v1/embeddings";

    public Answer Handle(EndpointRequest request)
    {
        if (!JsonBody.TryRead(request.Body, out var root))
        {
            return Answer.Of(OpenAiErrors.InvalidJson(), Headers(request, tokens: 0));
        }

        var faults = new Faults();
        var embeddings = EmbeddingsRequest.Read(new RequestFields(root, string.Empty, faults));
        if (faults.First is { } fault)
        {
            return Answer.Of(fault, Headers(request, tokens: 0));
        }

        var list = EmbeddingList.Of(embeddings);
        return Answer.Json(
            WireJson.Document(list, WireJson.Indented.EmbeddingList),
            [.. Headers(request, list.Usage.TotalTokens), new("openai-model", list.Model)]) with
        {
            Model = embeddings.Model,
        };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(EndpointRequest request, int tokens) =>
        [new("access-control-allow-origin", "*"), .. CommonHeaders.Metered(request.Fingerprint, tokens)];
}
