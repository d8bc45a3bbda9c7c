using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>
/// What the real service asks of a schema, in its words. Few rules hold for every function; where <c>strict</c> is set, only a part
/// of JSON Schema is left, and each object must name all its properties and no others.
/// </summary>
internal sealed class SchemaRules
{
    private const int DeepestNesting = 10;
    private static readonly HashSet<string> Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    private static readonly string[] Refused =
    [
        "allOf", "oneOf", "not", "dependentRequired", "dependentSchemas", "if", "then", "else", "patternProperties", "propertyNames",
        "unevaluatedProperties", "unevaluatedItems", "minProperties", "maxProperties", "contains", "minContains", "maxContains", "uniqueItems", "prefixItems",
    ];

    private readonly JsonElement _root;
    private readonly bool _isStrict;

    private SchemaRules(JsonElement root, bool isStrict)
    {
        _root = root;
        _isStrict = isStrict;
    }

    /// <summary>The first rule that is broken, or nothing.</summary>
    public static string? Broken(JsonElement schema, bool isStrict)
    {
        var type = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var named) ? named.ToString() : "None";
        return type != "object"
            ? $"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{type}\"'."
            : new SchemaRules(schema, isStrict).First(schema, [], depth: 0);
    }

    private string? First(JsonElement schema, IReadOnlyList<string> path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind is JsonValueKind.True or JsonValueKind.False && !_isStrict ? null : Say(path, "schema must be an object.");
        }

        if (Unknown(schema) is { } unknown)
        {
            return Say(path, $"'{unknown}' is not valid under any of the given schemas.");
        }

        return (_isStrict ? BrokenStrictly(schema, path, depth) : null)
            ?? (SchemaTypes.Of(schema).Contains("array") && !schema.TryGetProperty("items", out _) && !schema.TryGetProperty("prefixItems", out _)
                ? Say(path, "array schema missing items.")
                : null)
            ?? Parts(schema, path, depth).Select(part => First(part.Schema, part.Path, part.Depth)).FirstOrDefault(broken => broken is not null);
    }

    private string? BrokenStrictly(JsonElement schema, IReadOnlyList<string> path, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return SchemaReference.TryResolve(_root, reference, out _) ? null : Say(path, $"reference to component '{reference}' which was not found in the schema.");
        }

        if (Array.Find(Refused, keyword => schema.TryGetProperty(keyword, out _)) is { } refused)
        {
            return Say(path, $"'{refused}' is not permitted.");
        }

        if (depth > DeepestNesting)
        {
            return $"{depth} levels of nesting exceeds limit of {DeepestNesting}.";
        }

        var hasType = schema.TryGetProperty("type", out _);
        if (!hasType && !schema.TryGetProperty("anyOf", out _) && !schema.TryGetProperty("const", out _) && !schema.TryGetProperty("enum", out _))
        {
            return Say(path, "schema must have a 'type' key.");
        }

        return hasType && SchemaTypes.Of(schema).Contains("object") ? BrokenObject(schema, path) : null;
    }

    private static string? BrokenObject(JsonElement schema, IReadOnlyList<string> path)
    {
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
        {
            return Say(path, "'additionalProperties' is required to be supplied and to be false.");
        }

        List<string> properties = [.. SchemaTypes.Properties(schema).Select(property => property.Name)];
        var required = SchemaTypes.Required(schema);
        if (properties.Find(name => !required.Contains(name)) is { } missing)
        {
            return Say(path, $"'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.");
        }

        return required.FirstOrDefault(name => !properties.Contains(name)) is { } extra
            ? Say(path, $"'required' is required to be supplied and to be an array including every key in properties. Extra required key '{extra}' supplied.")
            : null;
    }

    private static string? Unknown(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind is not (JsonValueKind.String or JsonValueKind.Array)
            ? type.ToString()
            : schema.TryGetProperty("type", out _) ? SchemaTypes.Of(schema).FirstOrDefault(name => !Types.Contains(name)) : null;

    private static IEnumerable<(JsonElement Schema, IReadOnlyList<string> Path, int Depth)> Parts(JsonElement schema, IReadOnlyList<string> path, int depth)
    {
        foreach (var keyword in new[] { "properties", "$defs", "definitions" })
        {
            if (schema.TryGetProperty(keyword, out var named) && named.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in named.EnumerateObject())
                {
                    yield return (member.Value, [.. path, keyword, member.Name], depth + 1);
                }
            }
        }

        if (schema.TryGetProperty("items", out var items) && items.ValueKind != JsonValueKind.Array)
        {
            yield return (items, [.. path, "items"], depth + 1);
        }

        if (schema.TryGetProperty("anyOf", out var alternatives) && alternatives.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var alternative in alternatives.EnumerateArray())
            {
                yield return (alternative, [.. path, "anyOf", $"{index++}"], depth);
            }
        }
    }

    // The path as the service prints it: a Python tuple.
    private static string Say(IReadOnlyList<string> path, string what) =>
        $"In context=({string.Join(", ", path.Select(step => $"'{step}'"))}{(path.Count == 1 ? "," : string.Empty)}), {what}";
}
