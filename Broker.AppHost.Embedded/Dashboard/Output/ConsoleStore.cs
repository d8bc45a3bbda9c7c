using System.Collections.Concurrent;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>What the resources wrote, in bounded memory, oldest out. Safe to use from any thread.</summary>
/// <param name="time">Tells when a line came.</param>
/// <param name="capacity">How many lines of each resource are kept.</param>
internal sealed class ConsoleStore(TimeProvider time, int capacity = 5_000)
{
    private const int MaxLength = 8 * 1024;
    private readonly ConcurrentDictionary<string, Pad> _pads = new(StringComparer.Ordinal);

    /// <summary>Raised after every line, on the thread that brought it.</summary>
    public event Action? Changed;

    /// <summary>Keeps a line.</summary>
    /// <param name="resource">Who wrote it.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="text">The line; what is too long is cut.</param>
    public void Add(string resource, ConsoleStream stream, string text)
    {
        var pad = _pads.GetOrAdd(resource, _ => new());
        var kept = text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "… (cut)") : text;
        lock (pad)
        {
            pad.Lines.Enqueue(new(++pad.Written, time.GetUtcNow(), stream, kept));
            if (pad.Lines.Count > capacity)
            {
                pad.Lines.Dequeue();
            }
        }

        Changed?.Invoke();
    }

    /// <summary>The lines of a resource, oldest first; none when it wrote nothing.</summary>
    /// <param name="resource">Whose.</param>
    public IReadOnlyList<ConsoleLine> LinesOf(string resource)
    {
        if (!_pads.TryGetValue(resource, out var pad))
        {
            return [];
        }

        lock (pad)
        {
            return [.. pad.Lines];
        }
    }

    /// <summary>How full the memory of a resource is.</summary>
    /// <param name="lines">What <see cref="LinesOf"/> said.</param>
    public SignalUsage UsageOf(IReadOnlyList<ConsoleLine> lines) => new(lines.Count, capacity, lines.Count == 0 ? 0 : lines[0].Number - 1);

    private sealed class Pad
    {
        public Queue<ConsoleLine> Lines { get; } = new();

        public long Written { get; set; }
    }
}
