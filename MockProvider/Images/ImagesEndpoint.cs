using MockProvider.Answers;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Images;

/// <summary><c>POST /v1/images/generations</c>.</summary>
internal sealed class ImagesEndpoint(TimeProvider clock) : JsonEndpoint<ImageRequest>
{
    public override string Path => "/v1/images/generations";

    protected override ImageRequest Read(RequestFields fields) => ImageRequest.Read(fields);

    protected override Answer Handle(ImageRequest asked, Fingerprint fingerprint)
    {
        var answer = new ImageAnswer(asked, fingerprint, clock.GetUtcNow().ToUnixTimeSeconds());
        var headers = Headers(fingerprint, tokens: 0);
        return asked.IsStreamed
            ? Answer.Stream([.. answer.ToEvents().Select(item => EventStream.Named(item.Type, item, WireJson.Compact.ImageEvent))], headers)
            : Answer.Json(WireJson.Document(answer.ToList(), WireJson.Indented.ImageList), headers);
    }

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(Fingerprint fingerprint, int tokens) => CommonHeaders.Owned(fingerprint);
}
