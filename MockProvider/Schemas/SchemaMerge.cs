using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Schemas;

/// <summary>Makes one schema of several that must hold together: properties and required names add up, of other keywords the first stands.</summary>
internal static class SchemaMerge
{
    private static readonly HashSet<string> Notes =
        ["title", "description", "default", "examples", "deprecated", "discriminator", "$schema", "$id", "$comment", "$defs", "definitions"];

    /// <summary>A schema with the parts of its <c>allOf</c>.</summary>
    public static bool TryAll(JsonElement root, JsonElement schema, JsonElement parts, out JsonElement merged)
    {
        var result = Without(schema, "allOf");
        merged = default;
        foreach (var part in parts.EnumerateArray())
        {
            if (!TryFollow(root, part, out var followed))
            {
                return false;
            }

            Add(result, followed);
        }

        merged = JsonSerializer.SerializeToElement(result, SchemaJson.Default.JsonObject);
        return true;
    }

    /// <summary>A schema with one of its alternatives; where it says nothing else, the alternative itself.</summary>
    public static bool TryWith(JsonElement root, JsonElement schema, string keyword, JsonElement alternative, out JsonElement merged)
    {
        merged = alternative;
        if (schema.EnumerateObject().All(property => property.Name == keyword || property.Name == "type" || Notes.Contains(property.Name)))
        {
            return true;
        }

        if (!TryFollow(root, alternative, out var followed))
        {
            return false;
        }

        var result = Without(schema, keyword);
        Add(result, followed);
        merged = JsonSerializer.SerializeToElement(result, SchemaJson.Default.JsonObject);
        return true;
    }

    private static bool TryFollow(JsonElement root, JsonElement part, out JsonElement followed)
    {
        followed = part;
        return part.ValueKind == JsonValueKind.Object
            && (!part.TryGetProperty("$ref", out var reference) || SchemaReference.TryResolve(root, reference, out followed))
            && followed.ValueKind == JsonValueKind.Object;
    }

    private static JsonObject Without(JsonElement schema, string keyword)
    {
        var copy = new JsonObject();
        foreach (var property in schema.EnumerateObject().Where(property => property.Name != keyword))
        {
            copy[property.Name] = SchemaNode.Of(property.Value);
        }

        return copy;
    }

    private static void Add(JsonObject result, JsonElement part)
    {
        foreach (var property in part.EnumerateObject())
        {
            switch (result[property.Name])
            {
                case JsonObject members when property is { Name: "properties", Value.ValueKind: JsonValueKind.Object }:
                    foreach (var member in property.Value.EnumerateObject())
                    {
                        members[member.Name] ??= SchemaNode.Of(member.Value);
                    }

                    break;
                case JsonArray names when property is { Name: "required" or "allOf", Value.ValueKind: JsonValueKind.Array }:
                    foreach (var name in property.Value.EnumerateArray())
                    {
                        names.Add(SchemaNode.Of(name));
                    }

                    break;
                case null:
                    result[property.Name] = SchemaNode.Of(property.Value);
                    break;
                default:
                    break;
            }
        }
    }
}
