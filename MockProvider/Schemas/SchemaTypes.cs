using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>The plain questions one asks a schema.</summary>
internal static class SchemaTypes
{
    /// <summary>The schema that everything meets.</summary>
    public static JsonElement Anything { get; } = JsonSerializer.SerializeToElement(value: true, SchemaJson.Default.Boolean);

    /// <summary>The types it allows; a schema that names none is read by the keywords it has.</summary>
    public static IReadOnlyList<string> Of(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            return [Guess(schema)];
        }

        return type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()!],
            JsonValueKind.Array => [.. type.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }

    public static IReadOnlyList<JsonProperty> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? [.. properties.EnumerateObject()] : [];

    public static IReadOnlyList<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            ? [.. required.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).Distinct()]
            : [];

    /// <summary>A length or a count.</summary>
    public static int? Count(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count)
            ? Math.Max(0, count)
            : null;

    private static string Guess(JsonElement schema)
    {
        bool Has(string keyword) => schema.TryGetProperty(keyword, out _);
        return Has("properties") || Has("required") || Has("additionalProperties") ? "object"
            : Has("items") || Has("prefixItems") ? "array"
            : Has("minimum") || Has("maximum") || Has("multipleOf") ? "number"
            : "string";
    }
}
