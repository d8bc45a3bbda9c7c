using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary><c>GET /v1/responses/{id}</c>.</summary>
internal sealed class StoredResponseEndpoint(ResponseStore store) : IEndpoint
{
    public string Method => "GET";

    public string Path => "/v1/responses/{id}";

    public Answer Handle(EndpointRequest request)
    {
        var headers = CommonHeaders.Owned(request.Fingerprint);
        return store.Find(request.PathParameter) is { } stored
            ? Answer.Json(WireJson.Document(stored.Body, WireJson.Indented.ResponseBody), headers)
            : Answer.Of(ResponseErrors.NotFound(request.PathParameter), headers);
    }
}
