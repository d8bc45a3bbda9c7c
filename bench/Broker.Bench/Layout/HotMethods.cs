using System.Diagnostics.CodeAnalysis;

namespace Broker.Bench.Layout;

/// <summary>The methods that requests go through, by how often a profiler met them.</summary>
/// <param name="program">File name of the program; what other libraries do is not its to lay out.</param>
internal sealed class HotMethods(string program)
{
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);

    /// <summary>The hottest first, as the compiler names them.</summary>
    public IReadOnlyList<string> Names => [.. _weights.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];

    /// <summary>Takes the samples of one load; all loads count alike, however many samples they have.</summary>
    /// <param name="samples">
    /// Lines of <c>perf script -F ip,sym,dso</c>: a call stack for each sample, a frame a line (address, method, program in brackets), and an empty line
    /// after it.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchException">There is no method in any of them.</exception>
    public async Task AddAsync(TextReader samples, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var stack = new HashSet<string>(StringComparer.Ordinal);
        while (await samples.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                Count(counts, stack);
            }
            else if (TryReadMethod(line, out var method))
            {
                stack.Add(method);
            }
        }

        Count(counts, stack);
        if (counts.Count == 0)
        {
            throw new BenchException("perf saw no method of the broker: their names are in the file beside the program that ends in .dbg.");
        }

        var most = counts.Values.Max();
        foreach (var (method, count) in counts)
        {
            _weights[method] = _weights.GetValueOrDefault(method) + ((double)count / most);
        }
    }

    private static void Count(Dictionary<string, int> counts, HashSet<string> stack)
    {
        foreach (var method in stack)
        {
            counts[method] = counts.GetValueOrDefault(method) + 1;
        }

        stack.Clear();
    }

    // Two underscores join a type to its method; what has none, or a name of C++, is part of the runtime.
    private bool TryReadMethod(string line, [NotNullWhen(true)] out string? method)
    {
        method = null;
        if (line.TrimStart().Split(' ', 2) is [_, var frame]
            && frame.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var place
            && Path.GetFileName(frame[(place + 2)..^1]) == program)
        {
            method = frame[..place];
        }

        return method is not null && method.Contains("__", StringComparison.Ordinal) && !method.StartsWith("_Z", StringComparison.Ordinal);
    }
}
