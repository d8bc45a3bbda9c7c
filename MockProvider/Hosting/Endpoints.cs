using MockProvider.Answers;
using MockProvider.Chat;
using MockProvider.Embeddings;
using MockProvider.Models;
using MockProvider.Responses;

namespace MockProvider.Hosting;

/// <summary>Everything the mock answers, one line for each endpoint.</summary>
internal static class Endpoints
{
    public static IReadOnlyList<IEndpoint> All(TimeProvider clock) =>
    [
        new ChatEndpoint(clock),
        new ResponsesEndpoint(clock),
        new EmbeddingsEndpoint(),
        new ModelsEndpoint(),
        new ModelEndpoint(),
        new ModelDeletionEndpoint(),
    ];
}
