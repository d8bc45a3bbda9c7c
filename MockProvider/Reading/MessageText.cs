using System.Text.Json;
using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>The text of a message, whose content is a string or a list of parts; parts without text (images, files) count as empty.</summary>
internal static class MessageText
{
    public static string Of(RequestFields message, string name = "content")
    {
        switch (message.Get(name))
        {
            case null:
                return string.Empty;
            case { ValueKind: JsonValueKind.String } text:
                return text.GetString() ?? string.Empty;
            case { ValueKind: JsonValueKind.Array } parts:
                return string.Concat(parts.EnumerateArray().Select(PartText));
            case { } other:
                message.Faults.Report(OpenAiErrors.WrongType(message.Name(name), "one of a string or array of objects", JsonKinds.Say(other)));
                return string.Empty;
        }
    }

    private static string PartText(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() ?? string.Empty
            : string.Empty;
}
