using System.Text;
using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>Texts: what the format or the pattern asks for, otherwise <c>mock</c> and the name of the property.</summary>
internal static class SchemaString
{
    private const int Longest = 100_000;

    public static string? Make(JsonElement schema, string name, int ordinal)
    {
        var least = SchemaTypes.Count(schema, "minLength") ?? 0;
        if (least > Longest)
        {
            return null;
        }

        var most = SchemaTypes.Count(schema, "maxLength") ?? int.MaxValue;
        var isObject = schema.ValueKind == JsonValueKind.Object;
        if (isObject && schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String
            && PatternText.Make(pattern.GetString()!, least) is { } matching && matching.Length <= most)
        {
            return matching;
        }

        if (isObject && schema.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && Formatted(format.GetString()!, ordinal) is { } text)
        {
            return text;
        }

        return Fit(Plain(name, ordinal), least, most);
    }

    private static string Plain(string name, int ordinal) =>
        (name.Length == 0 ? "mock" : $"mock {name}") + (ordinal == 0 ? string.Empty : $" {ordinal + 1}");

    private static string? Formatted(string format, int ordinal) => format switch
    {
        "date-time" => $"2025-01-01T00:{ordinal % 60:00}:00Z",
        "date" => $"2025-01-{(ordinal % 28) + 1:00}",
        "time" => $"00:{ordinal % 60:00}:00Z",
        "duration" => $"P{ordinal + 1}D",
        "email" => $"mock{ordinal + 1}@example.com",
        "hostname" => $"mock{ordinal + 1}.example.com",
        "ipv4" => $"192.0.2.{(ordinal % 254) + 1}",
        "ipv6" => $"2001:db8::{(ordinal % 0xffff) + 1:x}",
        "uuid" => $"00000000-0000-4000-8000-{ordinal + 1:x12}",
        "uri" or "url" => $"https://example.com/mock/{ordinal + 1}",
        _ => null,
    };

    // Lengths count characters as people do, so a pair of surrogates is one and is never cut in two.
    private static string Fit(string text, int least, int most)
    {
        var fitted = new StringBuilder();
        var length = 0;
        foreach (var rune in text.EnumerateRunes().Take(most))
        {
            fitted.Append(rune.ToString());
            length++;
        }

        return fitted.Append('x', Math.Max(0, least - length)).ToString();
    }
}
