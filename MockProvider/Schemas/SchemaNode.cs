using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Schemas;

/// <summary>Turns a read element into a node that can be put elsewhere.</summary>
internal static class SchemaNode
{
    public static JsonNode? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };
}
