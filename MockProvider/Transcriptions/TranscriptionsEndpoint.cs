using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Transcriptions;

/// <summary><c>POST /v1/audio/transcriptions</c>, the one endpoint that takes a form.</summary>
internal sealed class TranscriptionsEndpoint : IEndpoint
{
    public string Method => "POST";

    public string Path => "/v1/audio/transcriptions";

    public Answer Handle(EndpointRequest request)
    {
        var headers = CommonHeaders.MeteredByRequest(request.Fingerprint);
        if (FormBody.Read(request.Body, request.ContentType) is not { } form)
        {
            return Answer.Of(OpenAiErrors.NotAForm(), headers);
        }

        var faults = new Faults();
        var asked = TranscriptionRequest.Read(form, faults);
        return faults.First is { } fault ? Answer.Of(fault, headers) : Send(new TranscriptionAnswer(asked), headers);
    }

    private static Answer Send(TranscriptionAnswer answer, IReadOnlyList<KeyValuePair<string, string>> headers) => answer.Request switch
    {
        { IsStreamed: true } =>
            Answer.Stream([.. answer.ToEvents().Select(item => EventStream.Data(item, WireJson.Compact.TranscriptionEvent)), EventStream.Done], headers),
        { Format: "json" } => Answer.Json(WireJson.Document(answer.ToTranscription(), WireJson.Indented.Transcription), headers),
        { Format: "verbose_json" } => Answer.Json(WireJson.Document(answer.ToVerboseTranscription(), WireJson.Indented.VerboseTranscription), headers),
        _ => Answer.PlainText(answer.ToText(), headers),
    };
}
