using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>What the mock makes of a responses request.</summary>
internal sealed record ResponsesRequest(string Model, string Prompt, int InputTokens, bool IsStreamed, bool IncludeObfuscation, ResponseSettings Settings)
{
    private const string InputName = "input";
    private const int TokensPerMessage = 4;
    private const int TokensPerReply = 3;

    public static ResponsesRequest Read(RequestFields fields)
    {
        var model = fields.RequiredString("model");
        var messages = ReadInput(fields);
        var instructions = fields.OptionalString("instructions");
        var isStreamed = fields.Boolean("stream", fallback: false);
        if (!isStreamed && fields.Get("stream_options") is not null)
        {
            fields.Faults.Report(OpenAiErrors.StreamOptionsWithoutStream());
        }

        return new ResponsesRequest(
            model,
            messages.LastOrDefault(message => message.Role == "user").Text ?? string.Empty,
            TokensPerReply + Words.Count(instructions ?? string.Empty) + messages.Sum(message => TokensPerMessage + Words.Count(message.Text)),
            isStreamed,
            fields.Object("stream_options")?.Boolean("include_obfuscation", fallback: true) ?? true,
            ResponseSettings.Read(fields));
    }

    private static List<(string Role, string Text)> ReadInput(RequestFields fields)
    {
        switch (fields.Get(InputName))
        {
            case null:
                fields.Faults.Report(OpenAiErrors.MissingParameter(InputName));
                return [];
            case { ValueKind: JsonValueKind.String } text:
                return [("user", text.GetString() ?? string.Empty)];
            case { ValueKind: JsonValueKind.Array }:
                // Items other than messages (tool outputs, references) have no role and no text of their own.
                return [.. fields.RequiredObjects(InputName).Select(item => (item.OptionalString("role") ?? string.Empty, MessageText.Of(item)))];
            case { } other:
                fields.Faults.Report(OpenAiErrors.WrongType(InputName, "one of a string or array of objects", JsonKinds.Say(other)));
                return [];
        }
    }
}
