using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Broker.Tests.Fuzzing;

/// <summary>Reads an event file as it grows.</summary>
/// <param name="path">The file.</param>
/// <param name="limit">Says how long an event is waited for.</param>
internal sealed class EventTail(string path, ShrinkLimit limit) : IDisposable
{
    // A line that is being written may be read in two parts.
    private readonly StringBuilder _begun = new();

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
        while (_reader.Read() is >= 0 and var next)
        {
            if (next == '\n')
            {
                using var document = JsonDocument.Parse(_begun.ToString());
                _begun.Clear();
                return document.RootElement.Clone();
            }

            _begun.Append((char)next);
        }

        return null;
    }

    public void Dispose() => _reader.Dispose();
}
