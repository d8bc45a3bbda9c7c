using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Chat;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What was said; images, files and sound count as nothing.</param>
/// <param name="Calls">The functions an assistant called, by the id of the call.</param>
/// <param name="AnsweredCall">The id of the call that a tool's message answers.</param>
internal sealed record ChatTurn(string Role, string Text, IReadOnlyDictionary<string, string> Calls, string? AnsweredCall)
{
    private const string ContentName = "content";
    private const string CallsName = "tool_calls";
    private const string FunctionName = "function";

    public bool IsUser => Role == "user";

    public bool IsTool => Role == "tool";

    public static ChatTurn Read(RequestFields message, int index)
    {
        var role = message.RequiredChoice("role", "system", "assistant", "user", FunctionName, "tool", "developer") ?? string.Empty;
        CheckContent(message, role, index);
        var calls = ReadCalls(message);
        return new ChatTurn(role, MessageText.Of(message), calls, role == "tool" ? message.RequiredString("tool_call_id") : null);
    }

    private static void CheckContent(RequestFields message, string role, int index)
    {
        switch (message.Get(ContentName))
        {
            case null when role == "assistant" && Says(message):
                break;
            case null when message.Element.TryGetProperty(ContentName, out _) || role == "assistant":
                message.Faults.Report(MessageErrors.NoContent(index));
                break;
            case null:
                message.Faults.Report(OpenAiErrors.MissingParameter(message.Name(ContentName)));
                break;
            case { ValueKind: JsonValueKind.Array }:
                foreach (var part in message.RequiredObjects(ContentName))
                {
                    CheckPart(part);
                }

                break;
            default:
                break;
        }
    }

    private static void CheckPart(RequestFields part)
    {
        if (part.RequiredChoice("type", "text", "image_url", "input_audio", "refusal", "audio", "file") == "text")
        {
            part.RequiredString("text");
        }
    }

    // An assistant may have done something other than talk.
    private static bool Says(RequestFields message) =>
        message.Get(CallsName) is not null || message.Get("refusal") is not null || message.Get("function_call") is not null || message.Get("audio") is not null;

    private static Dictionary<string, string> ReadCalls(RequestFields message)
    {
        Dictionary<string, string> calls = new(StringComparer.Ordinal);
        foreach (var call in message.OptionalObjects(CallsName))
        {
            var id = call.RequiredString("id");
            var name = string.Empty;
            if (call.RequiredChoice("type", FunctionName, "custom") is { } type && call.RequiredObject(type) is { } called)
            {
                name = called.RequiredString("name");
                called.RequiredString(type == FunctionName ? "arguments" : "input");
            }

            calls[id] = name;
        }

        return calls;
    }
}
