using System.Text.Json;

namespace Broker.Lessons.Evidence;

/// <summary>What the learner's own broker wrote, as far as it is of the last hour.</summary>
internal static class EventLog
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>Reads the recent events, oldest first.</summary>
    /// <param name="stage">Says which file, and what time it is.</param>
    /// <param name="usual">The file that the lesson's page names.</param>
    /// <returns>Nothing when there is no such file.</returns>
    public static IReadOnlyList<LoggedEvent> Read(Stage stage, string usual)
    {
        var path = stage.EventsFile ?? usual;
        if (!File.Exists(path))
        {
            return [];
        }

        // The broker goes on writing; Windows wants to hear that this is all right.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var oldest = stage.TimeProvider.GetUtcNow() - Recent;
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<LoggedEvent>().Where(line => line.Time >= oldest)];
    }

    // A line that is just being written, or is no event at all, says nothing.
    private static LoggedEvent? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new LoggedEvent(
                root.GetProperty("time").GetDateTimeOffset(),
                root.GetProperty("path").GetString() ?? "",
                root.GetProperty("status").GetInt32(),
                Text(root, "mode"),
                Text(root, "error"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.GetString() : null;
}
