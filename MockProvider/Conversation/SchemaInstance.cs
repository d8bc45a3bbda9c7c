using System.Text.Json;
using System.Text.Json.Nodes;
using Fare;
using MockProvider.Answers;
using Newtonsoft.Json;
using NJsonSchema;
using NJsonSchema.Generation;

namespace MockProvider.Conversation;

/// <summary>
/// Makes the value a JSON schema asks for: always the same for the same schema, small and harmless. Texts are <c>mock</c> and the
/// property's name, numbers the smallest that is allowed, booleans false, of several alternatives the first that is not null.
/// </summary>
internal static class SchemaInstance
{
    private const int LongestList = 100;
    private static readonly SampleJsonDataGenerator Generator = new(new SampleJsonDataGeneratorSettings { MaxRecursionLevel = 2 });

    /// <summary>The value as compact JSON.</summary>
    /// <exception cref="ApiException">The schema cannot be read.</exception>
    public static string Of(JsonElement schema)
    {
        try
        {
            var prepared = Prepare(JsonNode.Parse(schema.GetRawText()), string.Empty)!;
            var parsed = JsonSchema.FromJsonAsync(WireJson.Line(prepared)).GetAwaiter().GetResult();
            return Generator.Generate(parsed).ToString(Formatting.None);
        }
        // Whatever a schema makes the library throw, it is the schema that is wrong.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ApiException(
                Errors.Bad($"The mock provider makes nothing of this schema: {exception.Message}", code: "invalid_function_parameters"));
        }
    }

    /// <summary>Writes a schema so that the generator, which knows fewer words, makes a value of it that is the same every day.</summary>
    private static JsonNode? Prepare(JsonNode? node, string name)
    {
        if (node is JsonArray items)
        {
            return new JsonArray([.. items.Select(item => Prepare(item, name))]);
        }

        if (node is not JsonObject schema)
        {
            return node is JsonValue value && value.TryGetValue<bool>(out var isAny)
                ? isAny ? Fixed($"mock {name}") : new JsonObject()
                : node?.DeepClone();
        }

        if (schema["$ref"] is { } reference)
        {
            var target = reference.GetValue<string>().Replace("#/$defs/", "#/definitions/", StringComparison.Ordinal);
            return new JsonObject { ["$ref"] = target };
        }

        if (schema.ContainsKey("const") || schema["enum"] is JsonArray)
        {
            return Fixed(schema["const"] ?? schema["enum"]?.AsArray().FirstOrDefault(choice => choice is not null));
        }

        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray alternatives)
        {
            return Prepare(Merge(schema, alternatives), name);
        }

        if (IsOf(schema, "string"))
        {
            return Fixed(Text(schema, name));
        }

        return Copy(schema, name);
    }

    private static JsonObject Copy(JsonObject schema, string name)
    {
        var copy = new JsonObject();
        foreach (var (key, value) in schema)
        {
            copy[key == "$defs" ? "definitions" : key] = key is "properties" or "$defs" or "definitions" && value is JsonObject members
                ? new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Prepare(member.Value, member.Key))))
                : key is "items" or "allOf" ? Prepare(value, name)
                : value?.DeepClone();
        }

        // A property may be required without being described.
        foreach (var required in (schema["required"] as JsonArray ?? []).Select(item => item!.GetValue<string>()))
        {
            var properties = (copy["properties"] ??= new JsonObject()).AsObject();
            properties[required] ??= Prepare(schema["additionalProperties"] as JsonObject, required) ?? Fixed($"mock {required}");
        }

        // The generator makes one item of a list, and one of each schema in a list of schemas.
        List<JsonNode?> items = [.. (schema["prefixItems"] as JsonArray ?? []).Select(item => Prepare(item, name))];
        var least = Math.Min(schema["minItems"]?.GetValue<int>() ?? 0, LongestList);
        if (items.Count > 0 || least > 1)
        {
            var missing = Math.Max(0, least - items.Count);
            items.AddRange(Enumerable.Range(0, missing).Select(_ => Prepare(schema["items"], name) ?? Fixed($"mock {name}")));
            copy["items"] = new JsonArray([.. items]);
        }

        return copy;
    }

    private static JsonObject Merge(JsonObject schema, JsonArray alternatives)
    {
        var merged = schema.DeepClone().AsObject();
        merged.Remove("anyOf");
        merged.Remove("oneOf");
        foreach (var (key, value) in alternatives.OfType<JsonObject>().FirstOrDefault(one => !IsOf(one, "null")) ?? [])
        {
            merged[key] = value?.DeepClone();
        }

        return merged;
    }

    private static string Text(JsonObject schema, string name)
    {
        if (schema["pattern"] is { } pattern)
        {
            // The seed makes the same text every time; it guards nothing.
            return new Xeger(pattern.GetValue<string>(), new Random(0)).Generate();
        }

        var text = schema["format"]?.GetValue<string>() switch
        {
            "date-time" => "2025-01-01T00:00:00Z",
            "date" => "2025-01-01",
            "time" => "00:00:00Z",
            "duration" => "P1D",
            "email" => "mock@example.com",
            "hostname" => "example.com",
            "ipv4" => "127.0.0.1",
            "ipv6" => "::1",
            "uri" => "https://example.com/",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            _ => $"mock {name}".Trim(),
        };
        var least = schema["minLength"]?.GetValue<int>() ?? 0;
        var most = schema["maxLength"]?.GetValue<int>() ?? int.MaxValue;
        text = text.PadRight(Math.Min(least, 10_000), 'x');
        return text.Length > most ? text[..most] : text;
    }

    private static JsonObject Fixed(JsonNode? value) =>
        value is null ? new JsonObject { ["type"] = "null" } : new JsonObject { ["default"] = value.DeepClone() };

    private static bool IsOf(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray types => types.Any(one => one?.GetValue<string>() == type),
        { } one => one.GetValue<string>() == type,
        _ => false,
    };
}
