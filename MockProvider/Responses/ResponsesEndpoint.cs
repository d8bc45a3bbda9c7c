using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint(TimeProvider clock) : IEndpoint
{
    public string Method => "POST";

    public string Path => "/v1/responses";

    public Answer Handle(EndpointRequest request)
    {
        if (!JsonBody.TryRead(request.Body, out var root))
        {
            return Answer.Of(OpenAiErrors.InvalidJson(), CommonHeaders.Metered(request.Fingerprint, tokens: 0));
        }

        var faults = new Faults();
        var asked = ResponsesRequest.Read(new RequestFields(root, string.Empty, faults));
        if (faults.First is { } fault)
        {
            return Answer.Of(fault, CommonHeaders.Metered(request.Fingerprint, tokens: 0));
        }

        var answer = ResponseAnswer.To(asked, request.Fingerprint, clock.GetUtcNow());
        var headers = CommonHeaders.Metered(request.Fingerprint, answer.Usage.TotalTokens);
        return Send(answer, asked, headers) with { Model = asked.Model };
    }

    private static Answer Send(ResponseAnswer answer, ResponsesRequest asked, IReadOnlyList<KeyValuePair<string, string>> headers) => asked.IsStreamed
        ? Answer.Stream([.. answer.ToEvents(asked.IncludeObfuscation).Select(Frame)], headers)
        : Answer.Json(WireJson.Document(answer.ToBody(), WireJson.Indented.ResponseBody), headers);

    private static ReadOnlyMemory<byte> Frame(ResponseEvent value) => EventStream.Named(value.Type, value, WireJson.Compact.ResponseEvent);
}
