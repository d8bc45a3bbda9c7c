using MockProvider.Answers;
using MockProvider.Chat;
using MockProvider.Embeddings;
using MockProvider.Images;
using MockProvider.Models;
using MockProvider.Moderations;
using MockProvider.Responses;
using MockProvider.Speech;
using MockProvider.Transcriptions;

namespace MockProvider.Hosting;

/// <summary>Everything the mock answers, one line for each endpoint.</summary>
internal static class Endpoints
{
    public static IReadOnlyList<IEndpoint> All(TimeProvider clock)
    {
        var responses = new ResponseStore();
        return
        [
            new ChatEndpoint(clock),
            new ResponsesEndpoint(clock, responses),
            StoredResponseEndpoint.Get(responses),
            StoredResponseEndpoint.Delete(responses),
            new EmbeddingsEndpoint(),
            new ModerationsEndpoint(),
            new ImagesEndpoint(clock),
            new SpeechEndpoint(),
            new TranscriptionsEndpoint(),
            new ModelsEndpoint(),
            new ModelEndpoint(),
            new ModelDeletionEndpoint(),
        ];
    }
}
