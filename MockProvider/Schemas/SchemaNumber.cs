using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Schemas;

/// <summary>Numbers: one, or what is nearest to the bounds where one will not do.</summary>
internal static class SchemaNumber
{
    public static JsonNode? Make(JsonElement schema, int ordinal, bool isInteger)
    {
        try
        {
            return NumberBounds.TryRead(schema, isInteger, out var bounds)
                && bounds.Candidates(ordinal).Cast<decimal?>().FirstOrDefault(candidate => bounds.Allows(candidate!.Value)) is { } number
                    ? Node(number)
                    : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // Written without a fraction where there is none: 3, not 3.0.
    private static JsonNode Node(decimal number) =>
        decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : number;
}
