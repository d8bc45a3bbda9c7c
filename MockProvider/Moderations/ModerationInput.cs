using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Moderations;

/// <summary>One input: its words in lower case with a blank before and behind each, and of what kinds it is.</summary>
internal sealed record ModerationInput(string Text, bool HasText, bool HasImage)
{
    private const string InputName = "input";

    /// <summary>Reads the three forms of <c>input</c>: a text, texts, and a list of parts, which together are one input.</summary>
    public static IReadOnlyList<ModerationInput> Read(RequestFields fields)
    {
        switch (fields.Get(InputName))
        {
            case null:
                fields.Faults.Report(OpenAiErrors.MissingParameter(InputName));
                return [];
            case { ValueKind: JsonValueKind.String } text:
                return [OfText(text.GetString() ?? string.Empty)];
            case { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                return [.. list.EnumerateArray().Select(item => OfText(item.GetString() ?? string.Empty))];
            case { ValueKind: JsonValueKind.Array }:
                return [OfParts(fields.RequiredObjects(InputName))];
            case { } other:
                fields.Faults.Report(OpenAiErrors.WrongType(InputName, "one of a string or array of strings or array of objects", JsonKinds.Say(other)));
                return [];
        }
    }

    private static ModerationInput OfText(string text) => new(Plain(text), HasText: true, HasImage: false);

    private static ModerationInput OfParts(IReadOnlyList<RequestFields> parts)
    {
        List<string> texts = [];
        var hasImage = false;
        foreach (var part in parts)
        {
            switch (part.RequiredChoice("type", "text", "image_url"))
            {
                case "text":
                    texts.Add(part.RequiredString("text"));
                    break;
                case "image_url":
                    hasImage = true;
                    part.RequiredObject("image_url")?.RequiredString("url");
                    break;
                default:
                    break;
            }
        }

        return new ModerationInput(Plain(string.Join(' ', texts)), texts.Count > 0, hasImage);
    }

    private static string Plain(string text)
    {
        var letters = string.Concat(text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' '));
        return $" {string.Join(' ', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
    }
}
