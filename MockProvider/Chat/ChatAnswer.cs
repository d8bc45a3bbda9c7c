using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>The answer to a chat request, from which both the document and the stream are made, so that they cannot disagree.</summary>
internal sealed record ChatAnswer(Fingerprint Fingerprint, long Created, string Model, IReadOnlyList<ChatReply> Replies, ChatUsage Usage)
{
    private const string Tier = "default";
    private const string SystemFingerprint = "fp_mock000001";

    private string Id => $"chatcmpl-{Fingerprint.Letters("chat", 29)}";

    public static ChatAnswer To(ChatRequest request, Fingerprint fingerprint, DateTimeOffset now)
    {
        List<ChatReply> replies = [.. Enumerable.Range(0, request.Choices).Select(index => ChatReply.To(request, index, fingerprint))];
        return new ChatAnswer(
            fingerprint,
            now.ToUnixTimeSeconds(),
            ModelCatalog.Resolve(request.Model),
            replies,
            ChatUsage.Of(request.PromptTokens, replies.Sum(reply => reply.Tokens)));
    }

    public ChatCompletion ToCompletion() =>
        new(Id, "chat.completion", Created, Model, [.. Replies.Select(reply => reply.ToChoice())], Usage, Tier, SystemFingerprint);

    /// <summary>The events in order, without the closing <c>[DONE]</c>.</summary>
    public IEnumerable<ChatChunk> ToChunks(StreamOptions options)
    {
        var usage = options.IncludeUsage ? ChunkUsage.Null : ChunkUsage.Absent;
        var index = 0;
        foreach (var choice in Interleaved())
        {
            yield return Chunk([choice], usage);
        }

        if (options.IncludeUsage)
        {
            yield return Chunk([], ChunkUsage.Of(Usage));
        }

        ChatChunk Chunk(IReadOnlyList<ChatChunkChoice> choices, ChunkUsage chunkUsage) => new(
            Id,
            "chat.completion.chunk",
            Created,
            Model,
            Tier,
            SystemFingerprint,
            choices,
            chunkUsage,
            options.IncludeObfuscation ? Fingerprint.Obfuscation(index++) : null);
    }

    // Several answers come side by side: the first piece of each, the second of each.
    private IEnumerable<ChatChunkChoice> Interleaved() =>
        Replies.SelectMany(reply => reply.ToChunkChoices().Select((choice, place) => (choice, place))).OrderBy(piece => piece.place).Select(piece => piece.choice);
}
