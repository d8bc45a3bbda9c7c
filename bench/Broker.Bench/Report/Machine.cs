using System.Globalization;
using System.Runtime.InteropServices;

namespace Broker.Bench.Report;

/// <summary>The shape of the machine: nothing that names it.</summary>
internal static class Machine
{
    /// <summary>One sentence for the report.</summary>
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024;
        var load = File.Exists("/proc/loadavg") ? $", load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}: {Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}), {memory:0.#} GiB of memory, {RuntimeInformation.OSDescription}, .NET {Environment.Version}{load}.");
    }
}
