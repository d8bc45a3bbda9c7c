using MockProvider.Answers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Speech;

/// <summary><c>POST /v1/audio/speech</c>.</summary>
internal sealed class SpeechEndpoint : JsonEndpoint<SpeechRequest>
{
    public override string Path => "/v1/audio/speech";

    protected override SpeechRequest Read(RequestFields fields) => SpeechRequest.Read(fields);

    protected override Answer Handle(SpeechRequest asked, Fingerprint fingerprint)
    {
        var answer = SpeechAnswer.To(asked);
        var headers = Headers(fingerprint, answer.Usage.TotalTokens);
        return asked.IsStreamed
            ? Answer.Stream([.. answer.ToEvents().Select(item => EventStream.Data(item, WireJson.Compact.SpeechEvent)), EventStream.Done], headers)
            : Answer.File(answer.ToFile(), asked.Format.ContentType, headers);
    }
}
