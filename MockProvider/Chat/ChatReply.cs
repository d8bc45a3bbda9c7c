using MockProvider.Text;
using MockProvider.Tools;

namespace MockProvider.Chat;

/// <summary>One of the answers: words, or functions to call.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Words">The words, each with its chance where that is asked for; empty when functions are called.</param>
/// <param name="Calls">The functions; empty when there are words.</param>
/// <param name="FinishReason">Why it ends.</param>
/// <param name="HasLogprobs">Whether chances are told.</param>
internal sealed record ChatReply(int Index, IReadOnlyList<ChatWord> Words, IReadOnlyList<ToolCall> Calls, string FinishReason, bool HasLogprobs)
{
    private const string Length = "length";
    private const string Stop = "stop";

    public int Tokens => Words.Count + Calls.Sum(call => call.Tokens);

    public string? Content => Calls.Count > 0 ? null : string.Concat(Words.Select(word => word.Text));

    public static ChatReply To(ChatRequest request, int index, Fingerprint fingerprint) =>
        request.Calls.Count > 0 ? Call(request, index, fingerprint) : Say(request, index, fingerprint);

    public ChatChoice ToChoice() => new(
        Index,
        new ChatMessage("assistant", Content, Refusal: null, Annotations: [], Calls.Count > 0 ? [.. Calls.Select(ChatToolCall.Of)] : null),
        Logprobs(Words),
        FinishReason);

    /// <summary>The same in pieces: who speaks, then words or calls, then why it ends.</summary>
    public IEnumerable<ChatChunkChoice> ToChunkChoices()
    {
        yield return Calls.Count > 0
            ? Piece(new RoleDelta("assistant", Content: null, [ToolCallDelta.Begin(0, Calls[0])], Refusal: null), logprobs: null)
            : Piece(new RoleDelta("assistant", string.Empty, ToolCalls: null, Refusal: null), Logprobs([]));
        foreach (var word in Words)
        {
            yield return Piece(new ContentDelta(word.Text), Logprobs([word]));
        }

        for (var call = 0; call < Calls.Count; call++)
        {
            if (call > 0)
            {
                yield return Piece(new ToolCallsDelta([ToolCallDelta.Begin(call, Calls[call])]), logprobs: null);
            }

            foreach (var piece in Calls[call].Pieces)
            {
                yield return Piece(new ToolCallsDelta([ToolCallDelta.Continue(call, piece)]), logprobs: null);
            }
        }

        yield return new ChatChunkChoice(Index, new EndDelta(), Logprobs: null, FinishReason);
    }

    private static ChatReply Say(ChatRequest request, int index, Fingerprint fingerprint)
    {
        var text = Reply.To(request.Turns.Prompt, request.Turns.Results);
        var pieces = request.Limits.StopIn(request.Format.Pieces(index == 0 ? text : $"{text} (answer {index + 1})"));
        var kept = pieces.Take(request.Limits.Tokens ?? int.MaxValue).ToList();
        return new ChatReply(
            index,
            [.. kept.Select((piece, place) => new ChatWord(piece, request.TopLogprobs is { } top ? TokenLogprob.Of(piece, top, fingerprint, $"{index} {place}") : null))],
            [],
            kept.Count < pieces.Count ? Length : Stop,
            request.TopLogprobs is not null);
    }

    // Where the caller named the function the real service says stop, as if nothing had been called.
    private static ChatReply Call(ChatRequest request, int index, Fingerprint fingerprint)
    {
        List<ToolCall> calls = [.. request.Calls.Select((function, place) => ToolCall.Of(function, $"call_{fingerprint.Letters($"call {index} {place}", 24)}"))];
        List<ToolCall> kept = [];
        var left = request.Limits.Tokens ?? int.MaxValue;
        foreach (var call in calls.TakeWhile(_ => left > 0))
        {
            kept.Add(call with { Pieces = [.. call.Pieces.Take(left - 1)] });
            left -= call.Tokens;
        }

        return new ChatReply(index, [], kept, left < 0 || kept.Count < calls.Count ? Length : request.IsCallNamed ? Stop : "tool_calls", HasLogprobs: false);
    }

    private ChatChunkChoice Piece(ChatDelta delta, ChatLogprobs? logprobs) => new(Index, delta, logprobs, FinishReason: null);

    private ChatLogprobs? Logprobs(IEnumerable<ChatWord> words) =>
        HasLogprobs ? new ChatLogprobs([.. words.Select(word => word.Logprob!)], Refusal: null) : null;
}
