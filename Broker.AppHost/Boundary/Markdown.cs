using System.Text;

namespace Broker.AppHost.Boundary;

/// <summary>The few forms of Markdown that the dashboard shows. What others sent is a code span, in which nothing else is markup.</summary>
internal static class Markdown
{
    /// <summary>A code span. A backtick or a vertical bar inside would end it or its cell, and becomes a quote or a broken bar.</summary>
    public static string Code(string? text) => $"`{Clean(text ?? "")}`";

    /// <summary>A code span, struck out.</summary>
    public static string Struck(string? text) => $"~~{Code(text)}~~";

    /// <summary>A table.</summary>
    /// <param name="into">Where it goes.</param>
    /// <param name="head">The columns.</param>
    /// <param name="rows">The rows.</param>
    public static void AppendTable(this StringBuilder into, string[] head, IEnumerable<string[]> rows)
    {
        into.Append("| ").AppendJoin(" | ", head).Append(" |\n|").Insert(into.Length, "---|", head.Length).Append('\n');
        foreach (var row in rows)
        {
            into.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        into.Append('\n');
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            clean.Append(character switch
            {
                '`' => '\'',
                '|' => '¦',
                _ when char.IsControl(character) => ' ',
                _ => character,
            });
        }

        // A code span of nothing is two backticks.
        return clean.ToString().Trim() is { Length: > 0 } shown ? shown : " ";
    }
}
