using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>What a schema says about a number.</summary>
internal sealed record NumberBounds(decimal? Least, bool ExcludesLeast, decimal? Most, bool ExcludesMost, decimal? Step, bool IsInteger)
{
    public static bool TryRead(JsonElement schema, bool isInteger, out NumberBounds bounds)
    {
        var isPossible = TryBound(schema, "minimum", farSide: -1, out var least);
        isPossible &= TryBound(schema, "exclusiveMinimum", farSide: -1, out var above);
        isPossible &= TryBound(schema, "maximum", farSide: 1, out var most);
        isPossible &= TryBound(schema, "exclusiveMaximum", farSide: 1, out var below);
        isPossible &= TryBound(schema, "multipleOf", farSide: 0, out var step);
        bounds = new NumberBounds(
            above is null || least > above ? least : above,
            above is not null && !(least > above) || IsTrue(schema, "exclusiveMinimum"),
            below is null || most < below ? most : below,
            below is not null && !(most < below) || IsTrue(schema, "exclusiveMaximum"),
            step > 0 ? step : null,
            isInteger);
        return isPossible;
    }

    /// <summary>What may do, best first; items of a list count on.</summary>
    public IEnumerable<decimal> Candidates(int ordinal)
    {
        var step = Step ?? 1;
        yield return step * (1 + ordinal);
        yield return 0;
        if (Least is { } least)
        {
            var first = decimal.Ceiling(least / step) * step;
            yield return first + (step * ordinal);
            yield return first + (step * (ordinal + 1));
            yield return first;
            yield return first + step;
        }

        if (Most is { } most)
        {
            var last = decimal.Floor(most / step) * step;
            yield return last - (step * ordinal);
            yield return last;
            yield return last - step;
        }

        if (Least is { } from && Most is { } to)
        {
            yield return from + ((to - from) / (2 + ordinal));
        }
    }

    public bool Allows(decimal number) =>
        !(number < Least || (ExcludesLeast && number == Least))
        && !(number > Most || (ExcludesMost && number == Most))
        && (Step is not { } step || number % step == 0)
        && (!IsInteger || decimal.IsInteger(number));

    // A bound too large for arithmetic binds nothing on its far side, and cannot be met on the other.
    private static bool TryBound(JsonElement schema, string keyword, int farSide, out decimal? bound)
    {
        bound = null;
        if (!schema.TryGetProperty(keyword, out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return true;
        }

        if (value.TryGetDecimal(out var number))
        {
            bound = number;
            return true;
        }

        return Math.Sign(value.GetDouble()) == farSide;
    }

    private static bool IsTrue(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.True;
}
