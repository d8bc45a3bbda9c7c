using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEndpoint(TimeProvider clock) : IEndpoint
{
    public string Method => "POST";

    public string Path => "/v1/chat/completions";

    public Answer Handle(EndpointRequest request)
    {
        if (!JsonBody.TryRead(request.Body, out var root))
        {
            return Answer.Of(OpenAiErrors.InvalidJson(), CommonHeaders.Metered(request.Fingerprint, tokens: 0));
        }

        var faults = new Faults();
        var chat = ChatRequest.Read(new RequestFields(root, string.Empty, faults));
        if (faults.First is { } fault)
        {
            return Answer.Of(fault, CommonHeaders.Metered(request.Fingerprint, tokens: 0));
        }

        var answer = ChatAnswer.To(chat, request.Fingerprint, clock.GetUtcNow());
        var headers = CommonHeaders.Metered(request.Fingerprint, answer.Usage.TotalTokens);
        return Send(answer, chat, headers) with { Model = chat.Model };
    }

    private static Answer Send(ChatAnswer answer, ChatRequest chat, IReadOnlyList<KeyValuePair<string, string>> headers) => chat.IsStreamed
        ? Answer.Stream(
            [.. answer.ToChunks(chat.StreamOptions).Select(chunk => EventStream.Data(chunk, WireJson.Compact.ChatChunk)), EventStream.Done],
            headers)
        : Answer.Json(WireJson.Document(answer.ToCompletion(), WireJson.Indented.ChatCompletion), headers);
}
