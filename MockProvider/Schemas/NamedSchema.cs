using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Tools;

namespace MockProvider.Schemas;

/// <summary>The schema an answer is to meet: what stands in a chat's <c>response_format.json_schema</c> and in a response's <c>text.format</c>.</summary>
internal static class NamedSchema
{
    private const string SchemaName = "schema";

    /// <summary>Reads it and makes the answer.</summary>
    /// <param name="fields">The object with the name and the schema.</param>
    /// <param name="param">The parameter that a refusal names.</param>
    /// <returns>Compact JSON.</returns>
    public static string Read(RequestFields fields, string param)
    {
        var name = FunctionName.Read(fields);
        fields.OptionalString("description");
        var isStrict = fields.Boolean("strict", fallback: false);
        if (fields.RequiredObject(SchemaName) is not { } schema)
        {
            return "{}";
        }

        var instance = SchemaInstance.Of(schema.Element, isStrict, out var broken);
        if (broken is not null)
        {
            fields.Faults.Report(ToolErrors.InvalidFormat(name, broken, param));
        }

        return instance;
    }
}
