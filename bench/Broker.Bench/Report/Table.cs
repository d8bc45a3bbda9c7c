using System.Globalization;
using System.Text;

namespace Broker.Bench.Report;

/// <summary>A table in Markdown.</summary>
internal static class Table
{
    /// <summary>Writes one.</summary>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The rows.</param>
    public static string Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        // The first column says what it is about, the others are numbers.
        foreach (var row in rows.Prepend([.. header.Select((_, column) => column == 0 ? "---" : "---:")]).Prepend(header))
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>A number with its unit; a dash when there is none.</summary>
    public static string Number(double? value, string format, string unit = "") => value is { } number
        ? number.ToString(format, CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "")
        : "–";
}
