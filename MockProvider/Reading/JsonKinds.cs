using System.Text.Json;

namespace MockProvider.Reading;

/// <summary>Names a JSON value's type the way OpenAI's messages do.</summary>
internal static class JsonKinds
{
    public static string Say(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.ValueKind, "No such JSON type."),
    };
}
