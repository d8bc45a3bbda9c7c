using MockProvider.Answers;
using MockProvider.Headers;
using MockProvider.Text;

namespace MockProvider.Models;

/// <summary><c>GET /v1/models</c>.</summary>
internal sealed class ModelsEndpoint : IEndpoint
{
    public string Method => "GET";

    public string Path => "/v1/models";

    public Answer Handle(EndpointRequest request) =>
        Answer.Json(WireJson.Document(ModelCatalog.List, WireJson.Indented.ModelList), CommonHeaders.Unmetered(request.Fingerprint));
}
