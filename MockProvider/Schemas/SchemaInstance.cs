using System.Text.Json;
using MockProvider.Errors;

namespace MockProvider.Schemas;

/// <summary>A value for a schema that obeys the real service's rules, or the rule it breaks.</summary>
internal static class SchemaInstance
{
    /// <summary>Makes the value.</summary>
    /// <param name="schema">The schema of an object.</param>
    /// <param name="isStrict">Whether the stricter rules hold.</param>
    /// <param name="broken">The first rule that is broken, in the service's words, or nothing.</param>
    /// <returns>Compact JSON; an empty object when a rule is broken.</returns>
    public static string Of(JsonElement schema, bool isStrict, out string? broken)
    {
        broken = SchemaRules.Broken(schema, isStrict);
        var instance = broken is null ? InstanceMaker.Make(schema) : null;
        broken ??= instance is null ? ToolErrors.NoInstance : null;
        return instance ?? "{}";
    }
}
