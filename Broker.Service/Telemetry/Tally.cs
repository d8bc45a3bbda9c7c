using System.Diagnostics.Metrics;

namespace Broker.Service.Telemetry;

/// <summary>Counts by tags of a closed set, which are read only when somebody collects: counting costs what adding a number costs.</summary>
/// <param name="tags">The tags of each cell.</param>
internal sealed class Tally(KeyValuePair<string, object?>[][] tags)
{
    private readonly long[] _counts = new long[tags.Length];

    /// <summary>Counts one.</summary>
    /// <param name="cell">Index of its tags.</param>
    public void Count(int cell) => Interlocked.Increment(ref _counts[cell]);

    /// <summary>What was counted so far; nothing for tags that never came.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        for (var cell = 0; cell < _counts.Length; cell++)
        {
            if (Interlocked.Read(ref _counts[cell]) is > 0 and var count)
            {
                yield return new(count, tags[cell]);
            }
        }
    }
}
