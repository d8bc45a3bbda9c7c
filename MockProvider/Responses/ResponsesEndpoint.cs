using MockProvider.Answers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint(TimeProvider clock, ResponseStore store) : JsonEndpoint<ResponsesRequest>
{
    public override string Path => "/v1/responses";

    protected override ResponsesRequest Read(RequestFields fields) => ResponsesRequest.Read(fields, store);

    protected override Answer Handle(ResponsesRequest asked, Fingerprint fingerprint)
    {
        var answer = ResponseAnswer.To(asked, fingerprint, clock.GetUtcNow());
        if (asked.Settings.Store)
        {
            store.Keep(new StoredResponse(answer.ToBody(), [.. asked.Turns.All, .. answer.Outputs.Select(output => output.ToTurn())]));
        }

        return Send(answer, asked, Headers(fingerprint, answer.Usage.TotalTokens)) with { Model = asked.Model };
    }

    private static Answer Send(ResponseAnswer answer, ResponsesRequest asked, IReadOnlyList<KeyValuePair<string, string>> headers) => asked.IsStreamed
        ? Answer.Stream([.. answer.ToEvents(asked.IncludeObfuscation).Select(Frame)], headers)
        : Answer.Json(WireJson.Document(answer.ToBody(), WireJson.Indented.ResponseBody), headers);

    private static ReadOnlyMemory<byte> Frame(ResponseEvent value) => EventStream.Named(value.Type, value, WireJson.Compact.ResponseEvent);
}
