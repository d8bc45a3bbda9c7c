using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads foreign JSON leniently: a missing value or one of another type reads as none, never as an error.</summary>
internal static class Shape
{
    private const string NoText = "\uFFFD";

    /// <summary>Returns a member; undefined if there is none, or if the element is no object.</summary>
    public static JsonElement Member(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // Another name of the object has a lone surrogate and cannot be compared.
            return default;
        }
    }

    /// <summary>Returns the text of a string; null for any other value.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates are valid JSON, but no text.
            return NoText;
        }
    }

    /// <summary>Returns the text of a member; null if it is no string.</summary>
    public static string? Text(JsonElement element, string name) => Text(Member(element, name));

    /// <summary>Returns the text of a string, or the raw JSON of an object or array; null for any other value.</summary>
    public static string? TextOrJson(JsonElement element)
    {
        try
        {
            return element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? element.GetRawText() : Text(element);
        }
        catch (InvalidOperationException)
        {
            // A string of an answer is not UTF-8.
            return NoText;
        }
    }

    /// <summary>Returns the integer of a member; null if it is none.</summary>
    public static int? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    /// <summary>Returns the elements of a member; none if it is no array.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>
    /// Returns the object with the facts of an element: the member named like its type, as in <c>{"type":"function","function":{…}}</c> of
    /// a chat, or the element itself, as in responses.
    /// </summary>
    public static JsonElement Facts(JsonElement element)
    {
        var nested = Text(element, "type") is { } type ? Member(element, type) : default;
        return nested.ValueKind == JsonValueKind.Object ? nested : element;
    }
}
