using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>What the mock makes of a chat request.</summary>
internal sealed record ChatRequest(string Model, string Prompt, int PromptTokens, bool IsStreamed, ChatStreamOptions StreamOptions)
{
    // What a message costs around its text, and what the beginning of the answer costs, as the real service counts.
    private const int TokensPerMessage = 4;
    private const int TokensPerReply = 3;

    public static ChatRequest Read(RequestFields fields)
    {
        var model = fields.RequiredString("model");
        List<(string Role, string Text)> messages = [];
        foreach (var message in fields.RequiredObjects("messages"))
        {
            messages.Add((message.RequiredString("role"), MessageText.Of(message)));
        }

        var isStreamed = fields.Boolean("stream", fallback: false);
        if (!isStreamed && fields.Get("stream_options") is not null)
        {
            fields.Faults.Report(OpenAiErrors.StreamOptionsWithoutStream());
        }

        return new ChatRequest(
            model,
            messages.LastOrDefault(message => message.Role == "user").Text ?? string.Empty,
            TokensPerReply + messages.Sum(message => TokensPerMessage + Words.Count(message.Text)),
            isStreamed,
            ChatStreamOptions.Read(fields.Object("stream_options")));
    }
}
