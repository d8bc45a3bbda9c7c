using System.Text.Json;

namespace Broker.AppHost.Boundary;

/// <summary>A broker's event file and those that were rotated away from it. The broker may write meanwhile.</summary>
internal static class EventFiles
{
    // Holds the last events: a line is never longer than a few kilobytes.
    private const int TailBytes = 64 * 1024;

    /// <summary>All lines.</summary>
    /// <param name="path">The event file; beside it <c>PATH.1</c>, <c>PATH.2</c> and so on, until one is missing.</param>
    public static IEnumerable<string> ReadLines(string path)
    {
        for (var (number, file) = (0, path); File.Exists(file); file = $"{path}.{++number}")
        {
            using var reader = new StreamReader(Open(file));
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>The trace of the newest request; null where there is none.</summary>
    /// <param name="path">The event file.</param>
    /// <param name="since">When this run began. An event's time has whole seconds.</param>
    public static string? NewestTrace(string path, DateTimeOffset since)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = Open(path);
        file.Position = Math.Max(0, file.Length - TailBytes);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Select(line => TraceOf(line, since.AddSeconds(-1))).LastOrDefault(trace => trace is not null);
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static string? TraceOf(string line, DateTimeOffset since)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var (time, trace) = (document.RootElement.GetProperty("time"), document.RootElement.GetProperty("trace_id"));
            return time.GetDateTimeOffset() >= since ? trace.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Part of a line, or an event without a trace.
            return null;
        }
    }
}
