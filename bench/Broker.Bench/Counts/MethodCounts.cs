namespace Broker.Bench.Counts;

/// <summary>How often the parts of one method were run, as the runtime wrote it down.</summary>
/// <param name="Name">Type, with the arguments of its generic parameters, a dot, and the method.</param>
/// <param name="IsGeneric">Whether the method has generic parameters of its own; which arguments they had is not said.</param>
/// <param name="IlSize">Length of its code, in bytes.</param>
/// <param name="Entries">The counts.</param>
internal sealed record MethodCounts(string Name, bool IsGeneric, int IlSize, IReadOnlyList<CountEntry> Entries)
{
    /// <summary>The highest of its counts.</summary>
    public long Most => Entries.SelectMany(entry => entry.Values).Select(value => value.Number).DefaultIfEmpty().Max();
}
