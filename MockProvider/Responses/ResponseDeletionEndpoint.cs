using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary><c>DELETE /v1/responses/{id}</c>.</summary>
internal sealed class ResponseDeletionEndpoint(ResponseStore store) : IEndpoint
{
    public string Method => "DELETE";

    public string Path => "/v1/responses/{id}";

    public Answer Handle(EndpointRequest request)
    {
        var headers = CommonHeaders.Owned(request.Fingerprint);
        return store.Remove(request.PathParameter)
            ? Answer.Json(WireJson.Document(new ResponseDeletion(request.PathParameter, "response", Deleted: true), WireJson.Indented.ResponseDeletion), headers)
            : Answer.Of(ResponseErrors.NotFound(request.PathParameter), headers);
    }
}
