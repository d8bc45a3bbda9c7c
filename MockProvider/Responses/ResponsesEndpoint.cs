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

        var headers = Headers(fingerprint, answer.Usage.TotalTokens);
        return asked.Stream.IsStreamed
            ? Answer.Stream([.. answer.ToEvents(asked.Stream.IncludeObfuscation).Select(item => EventStream.Named(item.Type, item, WireJson.Compact.ResponseEvent))], headers)
            : Answer.Json(WireJson.Document(answer.ToBody(), WireJson.Indented.ResponseBody), headers);
    }
}
