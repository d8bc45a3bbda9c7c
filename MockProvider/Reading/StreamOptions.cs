using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Whether the answer is to be a stream, and what a caller may choose about its events.</summary>
/// <param name="IsStreamed">Whether it is a stream at all.</param>
/// <param name="IncludeUsage">In a chat: send one more event with the usage, and <c>"usage": null</c> on every event before it.</param>
/// <param name="IncludeObfuscation">Pad each event.</param>
internal sealed record StreamOptions(bool IsStreamed, bool IncludeUsage, bool IncludeObfuscation)
{
    private const string Member = "stream_options";

    public static StreamOptions Read(RequestFields fields)
    {
        var isStreamed = fields.Boolean("stream", fallback: false);
        if (!isStreamed && fields.Get(Member) is not null)
        {
            fields.Faults.Report(OpenAiErrors.StreamOptionsWithoutStream());
        }

        var options = fields.Object(Member);
        return new StreamOptions(
            isStreamed,
            options?.Boolean("include_usage", fallback: false) ?? false,
            options?.Boolean("include_obfuscation", fallback: true) ?? true);
    }
}
