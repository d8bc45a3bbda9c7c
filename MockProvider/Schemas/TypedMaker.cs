using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Schemas;

/// <summary>Makes a value of one of the types a schema allows, something rather than null.</summary>
internal sealed class TypedMaker(InstanceMaker maker, MakingBudget budget)
{
    public bool TryMake(JsonElement schema, string name, int ordinal, out JsonNode? value)
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
            if (!isRequired && budget.IsClosing)
            {
                continue;
            }

            if (maker.TryMake(property.Value, property.Name, 0, out var member))
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
        if (!maker.TryMake(additional, name, 0, out var member))
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
        var wanted = shape.Length(budget.IsClosing);
        for (var index = 0; index < wanted; index++)
        {
            if (!maker.TryMake(shape.Item(index), name, index, out var item))
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

    public bool TryString(JsonElement schema, string name, int ordinal, out JsonNode? value)
    {
        var text = SchemaString.Make(schema, name, ordinal);
        budget.Spend(text ?? string.Empty);
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
