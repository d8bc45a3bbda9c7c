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
            if (part.Get("type") is null)
            {
                part.Faults.Report(OpenAiErrors.MissingParameter(part.Name("type")));
            }
            else if (part.Choice("type", "text", "text", "image_url") == "text")
            {
                texts.Add(part.RequiredString("text"));
            }
            else
            {
                hasImage = true;
                if (part.Object("image_url") is { } image)
                {
                    image.RequiredString("url");
                }
                else
                {
                    part.Faults.Report(OpenAiErrors.MissingParameter(part.Name("image_url")));
                }
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
