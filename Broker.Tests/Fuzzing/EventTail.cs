using System.Diagnostics;
using System.Text.Json;

namespace Broker.Tests.Fuzzing;

/// <summary>Reads an event file as it grows.</summary>
/// <param name="path">The file.</param>
/// <param name="limit">Says how long an event is waited for.</param>
internal sealed class EventTail(string path, ShrinkLimit limit) : IDisposable
{
    private readonly StreamReader _reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>The next event, which must come.</summary>
    public JsonElement Next() => NextWithin(limit.Patience) ?? throw new InvalidOperationException("No event.");

    /// <summary>The next event, which may come.</summary>
    /// <param name="patience">How long it is waited for.</param>
    public JsonElement? NextWithin(TimeSpan patience)
    {
        var begun = Stopwatch.StartNew();
        while (begun.Elapsed < patience)
        {
            if (TryNext() is { } line)
            {
                return line;
            }

            // Only where a host left without its answer can the line come after the end of the connection.
            Thread.Sleep(1);
        }

        return null;
    }

    /// <summary>The next event, if there is one.</summary>
    public JsonElement? TryNext()
    {
        if (_reader.ReadLine() is not { } line)
        {
            return null;
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    public void Dispose() => _reader.Dispose();
}
