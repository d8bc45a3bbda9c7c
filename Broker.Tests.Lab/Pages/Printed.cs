using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Broker.Tests.Lab.Pages;

/// <summary>Compares what a page shows with what was printed.</summary>
internal static class Printed
{
    /// <summary>What is another one each time; their values are not compared.</summary>
    private static readonly string[] Passing = ["time", "trace_id", "duration_ms", "time_to_first_byte_ms", "bytes_in", "bytes_out", "created", "id"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>JSON is the same, keys in their order too, but for what passes.</summary>
    public static void AssertSameJson(PageBlock shown, string printed) => Assert.Equal(Normal(shown.Text), Normal(printed));

    /// <summary>Each line was printed, in this order; <c>…</c> stands for anything, alone on a line for lines that are left out.</summary>
    public static void AssertSameLines(PageBlock shown, string printed)
    {
        var rest = printed.Split('\n').Select(line => line.Trim()).ToList();
        foreach (var line in shown.Lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line != "…"))
        {
            var pattern = $"^{Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal)}$";
            var found = rest.FindIndex(candidate => Regex.IsMatch(candidate, pattern));
            Assert.True(found >= 0, $"Line {shown.LineNumber} and on: '{line}' was not printed. Printed:\n{printed}");
            rest.RemoveRange(0, found + 1);
        }
    }

    private static string Normal(string json)
    {
        var node = JsonNode.Parse(json)!;
        Forget(node);
        return node.ToJsonString(Indented);
    }

    private static void Forget(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (key, value) in json.ToList())
                {
                    if (Passing.Contains(key))
                    {
                        json[key] = "(passing)";
                    }

                    Forget(json[key]);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Forget(item);
                }

                break;
            default:
                break;
        }
    }
}
