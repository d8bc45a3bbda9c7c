using MockProvider.Answers;
using MockProvider.Headers;
using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Moderations;

/// <summary><c>POST /v1/moderations</c>.</summary>
internal sealed class ModerationsEndpoint : JsonEndpoint<ModerationRequest>
{
    public override string Path => "/v1/moderations";

    protected override ModerationRequest Read(RequestFields fields) => ModerationRequest.Read(fields);

    protected override Answer Handle(ModerationRequest asked, Fingerprint fingerprint)
    {
        var list = new ModerationList(
            $"modr-{fingerprint.Hex("moderation", 32)}",
            ModelCatalog.Resolve(asked.Model),
            [.. asked.Inputs.Select(ModerationResult.Of)]);
        return Answer.Json(WireJson.Document(list, WireJson.Indented.ModerationList), Headers(fingerprint, tokens: 0));
    }

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(Fingerprint fingerprint, int tokens) => CommonHeaders.Owned(fingerprint);
}
