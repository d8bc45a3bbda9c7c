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
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly MakingBudget _budget = new();
    private readonly TypedMaker _typed;

    private InstanceMaker(JsonElement root)
    {
        _root = root;
        _typed = new TypedMaker(this, _budget);
    }

    /// <summary>The value as compact JSON; nothing when there is none, or none that could be found.</summary>
    public static string? Make(JsonElement schema) =>
        new InstanceMaker(schema).TryMake(schema, string.Empty, 0, out var value) ? value?.ToJsonString(Format) ?? "null" : null;

    /// <summary>Makes one value.</summary>
    /// <param name="schema">What it must be.</param>
    /// <param name="name">The property it is for, which its text repeats.</param>
    /// <param name="ordinal">Which item of a list it is, so that items differ.</param>
    /// <param name="value">The value; JSON's null is null.</param>
    public bool TryMake(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        if (!_budget.TryEnter())
        {
            return false;
        }

        var isMade = schema.ValueKind switch
        {
            JsonValueKind.True => _typed.TryString(schema, name, ordinal, out value),
            JsonValueKind.Object => TryKeyword(schema, name, ordinal, out value),
            _ => false,
        };
        _budget.Leave();
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

        return _typed.TryMake(schema, name, ordinal, out value);
    }

    private bool TryReference(JsonElement reference, string name, int ordinal, out JsonNode? value)
    {
        value = null;
        if (!SchemaReference.TryResolve(_root, reference, out var target) || !_budget.TryFollow(reference.GetString()!))
        {
            return false;
        }

        var isMade = TryMake(target, name, ordinal, out value);
        _budget.Return();
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
    private int Reluctance(JsonElement alternative) => _budget.IsClosing
        ? alternative.GetRawText().Contains("\"$ref\"", StringComparison.Ordinal) ? 1 : 0
        : SchemaTypes.Of(alternative) is ["null"] ? 1 : 0;
}
