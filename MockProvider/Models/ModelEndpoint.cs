using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Text;

namespace MockProvider.Models;

/// <summary><c>GET /v1/models/{id}</c>.</summary>
internal sealed class ModelEndpoint : IEndpoint
{
    public string Method => "GET";

    public string Path => "/v1/models/{id}";

    public Answer Handle(EndpointRequest request)
    {
        var headers = CommonHeaders.Unmetered(request.Fingerprint);
        return ModelCatalog.Find(request.PathParameter) is { } model
            ? Answer.Json(WireJson.Document(model, WireJson.Indented.ModelEntry), headers)
            : Answer.Of(OpenAiErrors.NoSuchModel(request.PathParameter), headers);
    }
}
