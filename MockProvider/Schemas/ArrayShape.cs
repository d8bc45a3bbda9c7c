using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>What a schema says about a list.</summary>
internal sealed record ArrayShape(int Least, int? Most, bool IsUnique, IReadOnlyList<JsonElement> First, JsonElement Rest)
{
    public static ArrayShape Of(JsonElement schema)
    {
        var items = schema.TryGetProperty("items", out var described) ? described : SchemaTypes.Anything;
        var first = schema.TryGetProperty("prefixItems", out var prefix) ? prefix : items;
        return new ArrayShape(
            SchemaTypes.Count(schema, "minItems") ?? 0,
            SchemaTypes.Count(schema, "maxItems"),
            schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True,
            first.ValueKind == JsonValueKind.Array ? [.. first.EnumerateArray()] : [],
            items.ValueKind == JsonValueKind.Array ? SchemaTypes.Anything : items);
    }

    /// <summary>One item, unless the schema asks for more or allows none.</summary>
    public int Length(bool isClosing) => isClosing ? Least : Math.Max(Least, Math.Min(Math.Max(First.Count, 1), Most ?? int.MaxValue));

    public JsonElement Item(int index) => index < First.Count ? First[index] : Rest;
}
