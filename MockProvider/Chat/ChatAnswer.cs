using MockProvider.Models;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>The answer to a chat request, from which both the document and the stream are made, so that they cannot disagree.</summary>
internal sealed record ChatAnswer(Fingerprint Fingerprint, long Created, string Model, string Content, ChatUsage Usage)
{
    private const string Stop = "stop";
    private const string Tier = "default";
    private const string SystemFingerprint = "fp_mock000001";

    private string Id => $"chatcmpl-{Fingerprint.Letters("chat", 29)}";

    public static ChatAnswer To(ChatRequest request, Fingerprint fingerprint, DateTimeOffset now)
    {
        var content = Reply.To(request.Prompt);
        return new ChatAnswer(
            fingerprint,
            now.ToUnixTimeSeconds(),
            ModelCatalog.Resolve(request.Model),
            content,
            ChatUsage.Of(request.PromptTokens, Words.Count(content)));
    }

    public ChatCompletion ToCompletion() => new(
        Id,
        "chat.completion",
        Created,
        Model,
        [new ChatChoice(0, new ChatMessage("assistant", Content, Refusal: null, Annotations: []), Logprobs: null, Stop)],
        Usage,
        Tier,
        SystemFingerprint);

    /// <summary>The events in order, without the closing <c>[DONE]</c>.</summary>
    public IEnumerable<ChatChunk> ToChunks(ChatStreamOptions options)
    {
        var usage = options.IncludeUsage ? ChunkUsage.Null : ChunkUsage.Absent;
        var index = 0;
        yield return Chunk([new ChatChunkChoice(0, new RoleDelta("assistant", string.Empty, Refusal: null), Logprobs: null, FinishReason: null)], usage);
        foreach (var word in Words.Cut(Content))
        {
            yield return Chunk([new ChatChunkChoice(0, new ContentDelta(word), Logprobs: null, FinishReason: null)], usage);
        }

        yield return Chunk([new ChatChunkChoice(0, new EndDelta(), Logprobs: null, Stop)], usage);
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
}
