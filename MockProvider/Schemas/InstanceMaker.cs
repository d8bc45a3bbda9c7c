using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Schemas;

/// <summary>
/// Makes the value a JSON schema asks for: always the same for the same schema, small, and such that a reader can predict it.
/// The first alternative is taken, a list has one item, a recursion goes round once.
/// </summary>
internal sealed class InstanceMaker
{
    // What a schema may cost: references can make a page of text stand for more values than there is memory.
    private const int MostSteps = 20_000;
    private const int DeepestNesting = 60;
    private const int RoundsOfAReference = 2;
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly List<string> _references = ["#"];
    private int _steps;
    private int _depth;

    private InstanceMaker(JsonElement root) => _root = root;

    // Within a recursion only what must be there is made, so that it ends.
    private bool IsClosing => _references.Distinct().Count() < _references.Count;

    /// <summary>The value as compact JSON; nothing when there is none, or none that could be found.</summary>
    public static string? Make(JsonElement schema) =>
        new InstanceMaker(schema).TryMake(schema, string.Empty, 0, out var value) ? value?.ToJsonString(Format) ?? "null" : null;

    /// <summary>Makes one value.</summary>
    /// <param name="schema">What it must be.</param>
    /// <param name="name">The property it is for, which its text repeats.</param>
    /// <param name="ordinal">Which item of a list it is, so that items differ.</param>
    /// <param name="value">The value; JSON's null is null.</param>
    private bool TryMake(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        if (++_steps > MostSteps || _depth == DeepestNesting)
        {
            return false;
        }

        _depth++;
        var isMade = schema.ValueKind switch
        {
            JsonValueKind.True => TryString(default, name, ordinal, out value),
            JsonValueKind.Object => TryKeyword(schema, name, ordinal, out value),
            _ => false,
        };
        _depth--;
        return isMade;
    }

    private bool TryKeyword(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return TryReference(reference, name, ordinal, out value);
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            value = SchemaNode.Of(constant);
            return true;
        }

        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            return TryChoice(choices, ordinal, out value);
        }

        if (schema.TryGetProperty("allOf", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            return SchemaMerge.TryAll(_root, schema, parts, out var merged) && TryMake(merged, name, ordinal, out value);
        }

        foreach (var keyword in new[] { "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(keyword, out var alternatives) && alternatives.ValueKind == JsonValueKind.Array)
            {
                return TryAlternatives(schema, keyword, alternatives, name, ordinal, out value);
            }
        }

        return TryTypes(schema, name, ordinal, out value);
    }

    private bool TryReference(JsonElement reference, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        if (!SchemaReference.TryResolve(_root, reference, out var target)
            || _references.Count(followed => followed == reference.GetString()) >= RoundsOfAReference)
        {
            return false;
        }

        _references.Add(reference.GetString()!);
        var isMade = TryMake(target, name, ordinal, out value);
        _references.RemoveAt(_references.Count - 1);
        return isMade;
    }

    private static bool TryChoice(JsonElement choices, int ordinal, out JsonNode? value)
    {
        value = null;
        if (choices.GetArrayLength() is not (> 0 and var count))
        {
            return false;
        }

        value = SchemaNode.Of(choices[ordinal % count]);
        return true;
    }

    private bool TryAlternatives(JsonElement schema, string keyword, JsonElement alternatives, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        foreach (var alternative in alternatives.EnumerateArray().OrderBy(Reluctance))
        {
            if (SchemaMerge.TryWith(_root, schema, keyword, alternative, out var merged) && TryMake(merged, name, ordinal, out value))
            {
                return true;
            }
        }

        return false;
    }

    // Something rather than null, but in a recursion whatever ends it.
    private int Reluctance(JsonElement alternative) => IsClosing
        ? alternative.GetRawText().Contains("\"$ref\"", StringComparison.Ordinal) ? 1 : 0
        : SchemaTypes.Of(alternative) is ["null"] ? 1 : 0;

    private bool TryTypes(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        foreach (var type in SchemaTypes.Of(schema).OrderBy(type => type == "null"))
        {
            var isMade = type switch
            {
                "object" => TryObject(schema, out value),
                "array" => TryArray(schema, name, out value),
                "string" => TryString(schema, name, ordinal, out value),
                "integer" => TryNumber(schema, ordinal, isInteger: true, out value),
                "number" => TryNumber(schema, ordinal, isInteger: false, out value),
                "boolean" => TryBoolean(ordinal, out value),
                "null" => true,
                _ => false,
            };
            if (isMade)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryObject(JsonElement schema, out JsonNode? value)
    {
        var made = new JsonObject();
        value = made;
        var required = SchemaTypes.Required(schema);
        foreach (var property in SchemaTypes.Properties(schema))
        {
            var isRequired = required.Contains(property.Name);
            if (!isRequired && IsClosing)
            {
                continue;
            }

            if (TryMake(property.Value, property.Name, 0, out var member))
            {
                made[property.Name] = member;
            }
            else if (isRequired)
            {
                return false;
            }
        }

        return required.Where(name => !made.ContainsKey(name)).ToList().TrueForAll(name => TryAdditional(schema, made, name));
    }

    // A property that is required and not described is of the kind that all others are.
    private bool TryAdditional(JsonElement schema, JsonObject made, string name)
    {
        var additional = schema.TryGetProperty("additionalProperties", out var described) ? described : SchemaTypes.Anything;
        if (!TryMake(additional, name, 0, out var member))
        {
            return false;
        }

        made[name] = member;
        return true;
    }

    private bool TryArray(JsonElement schema, string name, out JsonNode? value)
    {
        var made = new JsonArray();
        value = made;
        var shape = ArrayShape.Of(schema);
        var wanted = shape.Length(IsClosing);
        for (var index = 0; index < wanted; index++)
        {
            if (!TryMake(shape.Item(index), name, index, out var item))
            {
                break;
            }

            if (!shape.IsUnique || !made.Any(other => JsonNode.DeepEquals(other, item)))
            {
                made.Add(item);
            }
        }

        return made.Count >= shape.Least;
    }

    private bool TryString(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        var text = SchemaString.Make(schema, name, ordinal);
        _steps += (text?.Length ?? 0) / 100;
        value = text;
        return text is not null;
    }

    private static bool TryNumber(JsonElement schema, int ordinal, bool isInteger, out JsonNode? value)
    {
        value = SchemaNumber.Make(schema, ordinal, isInteger);
        return value is not null;
    }

    private static bool TryBoolean(int ordinal, out JsonNode? value)
    {
        value = ordinal % 2 == 0;
        return true;
    }
}
