using System.Text.Encodings.Web;
using System.Text.Json;

namespace Broker.AppHost.Embedded.Dashboard.Commands;

/// <summary>What a command said, for people: its first line, and the body behind it, JSON indented.</summary>
/// <param name="Headline">The first line, often the status; may be empty.</param>
/// <param name="Body">The rest; null when there is none.</param>
internal sealed record CommandMessage(string Headline, string? Body)
{
    // People read this as text, never as markup: the page encodes it like all other text.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads it.</summary>
    /// <param name="message">What the command said.</param>
    public static CommandMessage Of(string? message)
    {
        var lines = (message ?? "").Trim().Split('\n', 2, StringSplitOptions.TrimEntries);
        return new(lines[0], lines.Length > 1 && lines[1].Length > 0 ? Pretty(lines[1]) : null);
    }

    private static string Pretty(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
