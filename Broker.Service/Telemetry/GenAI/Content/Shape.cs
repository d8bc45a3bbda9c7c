using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads JSON that somebody else wrote: what is missing or of another type is nothing, and never an error.</summary>
internal static class Shape
{
    /// <summary>A member; undefined where there is none.</summary>
    /// <param name="element">An object, or anything else, which has no members.</param>
    /// <param name="name">The member's name.</param>
    public static JsonElement Member(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // A name beside it has a lone surrogate, and cannot be compared.
            return default;
        }
    }

    /// <summary>A text; null for what is none.</summary>
    /// <param name="element">The value.</param>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates are JSON and no text.
            return "\uFFFD";
        }
    }

    /// <summary>A member that is a text; null where there is none.</summary>
    /// <param name="element">An object.</param>
    /// <param name="name">The member's name.</param>
    public static string? Text(JsonElement element, string name) => Text(Member(element, name));

    /// <summary>A text, or an object or array as it is written; null for anything else.</summary>
    /// <param name="element">The value.</param>
    public static string? TextOrJson(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? element.GetRawText() : Text(element);

    /// <summary>A member that is a number of things; null where there is none.</summary>
    /// <param name="element">An object.</param>
    /// <param name="name">The member's name.</param>
    public static int? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    /// <summary>The elements of a member that is an array; none for anything else.</summary>
    /// <param name="element">An object.</param>
    /// <param name="name">The member's name.</param>
    public static IEnumerable<JsonElement> Elements(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>
    /// Where the facts of a thing stand: in a member that is called as the thing's type, such as <c>{"type":"function","function":{…}}</c>
    /// of a chat, or in the thing itself, as responses have it.
    /// </summary>
    /// <param name="element">The thing.</param>
    public static JsonElement Facts(JsonElement element)
    {
        var nested = Text(element, "type") is { } type ? Member(element, type) : default;
        return nested.ValueKind == JsonValueKind.Object ? nested : element;
    }
}
