using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary><c>GET</c> and <c>DELETE /v1/responses/{id}</c>.</summary>
/// <param name="method">Which of them.</param>
/// <param name="find">Makes the document for an id; nothing where there is no such response.</param>
internal sealed class StoredResponseEndpoint(string method, Func<string, ReadOnlyMemory<byte>?> find) : IEndpoint
{
    // Not null by itself, which would turn into an empty document.
    private static ReadOnlyMemory<byte>? None => null;

    public string Method => method;

    public string Path => "/v1/responses/{id}";

    public static StoredResponseEndpoint Get(ResponseStore store) => new(
        "GET", id => store.Find(id) is { } stored ? WireJson.Document(stored.Body, WireJson.Indented.ResponseBody) : None);

    public static StoredResponseEndpoint Delete(ResponseStore store) => new(
        "DELETE", id => store.Remove(id) ? WireJson.Document(new ResponseDeletion(id, "response", Deleted: true), WireJson.Indented.ResponseDeletion) : None);

    public Answer Handle(EndpointRequest request)
    {
        var headers = CommonHeaders.Owned(request.Fingerprint);
        return find(request.PathParameter) is { } document ? Answer.Json(document, headers) : Answer.Of(ResponseErrors.NotFound(request.PathParameter), headers);
    }
}
