using MockProvider.Answers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEndpoint(TimeProvider clock) : JsonEndpoint<ChatRequest>
{
    public override string Path => "/v1/chat/completions";

    protected override ChatRequest Read(RequestFields fields) => ChatRequest.Read(fields);

    protected override Answer Handle(ChatRequest asked, Fingerprint fingerprint)
    {
        var answer = ChatAnswer.To(asked, fingerprint, clock.GetUtcNow());
        var headers = Headers(fingerprint, answer.Usage.TotalTokens);
        return asked.Stream.IsStreamed
            ? Answer.Stream([.. answer.ToChunks(asked.Stream).Select(chunk => EventStream.Data(chunk, WireJson.Compact.ChatChunk)), EventStream.Done], headers)
            : Answer.Json(WireJson.Document(answer.ToCompletion(), WireJson.Indented.ChatCompletion), headers);
    }
}
