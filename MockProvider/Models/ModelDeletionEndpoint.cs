using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;

namespace MockProvider.Models;

/// <summary><c>DELETE /v1/models/{id}</c>: only a fine-tuned model of one's own can be deleted, and the mock has none.</summary>
internal sealed class ModelDeletionEndpoint : IEndpoint
{
    public string Method => "DELETE";

    public string Path => "/v1/models/{id}";

    public Answer Handle(EndpointRequest request) => Answer.Of(
        ModelCatalog.Find(request.PathParameter) is null ? OpenAiErrors.NoSuchModel(request.PathParameter) : OpenAiErrors.ModelNotYours(),
        CommonHeaders.Unmetered(request.Fingerprint));
}
