using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary>A response as it is remembered.</summary>
/// <param name="Body">The document.</param>
/// <param name="Events">The events of its stream.</param>
/// <param name="Turns">The conversation up to it, itself included.</param>
/// <param name="Input">The items it was made of.</param>
internal sealed record StoredResponse(
    JsonObject Body, IReadOnlyList<ReadOnlyMemory<byte>> Events, IReadOnlyList<Turn> Turns, IReadOnlyList<JsonObject> Input);

/// <summary>The last responses, for those who ask for one again or go on from it. When it is full the oldest goes.</summary>
internal sealed class ResponseStore
{
    private const int Capacity = 1000;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, StoredResponse> _responses = new(StringComparer.Ordinal);

    /// <summary>Keeps a response; the same request again has the same id and takes the place of the first.</summary>
    public void Keep(StoredResponse response)
    {
        var id = response.Body["id"]!.GetValue<string>();
        lock (_lock)
        {
            _responses.Remove(id);
            if (_responses.Count == Capacity)
            {
                _responses.RemoveAt(0);
            }

            _responses.Add(id, response);
        }
    }

    /// <exception cref="ApiException">There is no such response.</exception>
    public StoredResponse Find(string id) =>
        Get(id) ?? throw new ApiException(new(StatusCodes.Status404NotFound, $"Response with id '{id}' not found."));

    /// <summary>The response that a conversation goes on from.</summary>
    public StoredResponse Previous(string id) =>
        Get(id) ?? throw new ApiException(
            Errors.Bad($"Previous response with id '{id}' not found.", "previous_response_id", "previous_response_not_found"));

    public void Remove(string id)
    {
        Find(id);
        lock (_lock)
        {
            _responses.Remove(id);
        }
    }

    private StoredResponse? Get(string id)
    {
        lock (_lock)
        {
            return _responses.GetValueOrDefault(id);
        }
    }
}
