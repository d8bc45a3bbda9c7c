using System.Globalization;

namespace Broker.Bench.Processes;

/// <summary>What a process and its children have used, as <c>/proc</c> tells it.</summary>
internal static class ProcessUsage
{
    // The kernel counts in hundredths of a second here on every Linux that .NET runs on (USER_HZ).
    private const double TicksPerSecond = 100;

    /// <summary>Whether this system can tell.</summary>
    public static bool IsKnown { get; } = File.Exists("/proc/self/stat");

    /// <summary>Processor time used so far, user and system; zero where that is not known.</summary>
    public static TimeSpan Cpu(int processId) => TimeSpan.FromSeconds(Tree(processId).Sum(CpuTicks) / TicksPerSecond);

    /// <summary>The most memory used at one time, in bytes; null where that is not known.</summary>
    public static long? PeakMemory(int processId) => Memory(processId, "VmHWM:");

    /// <summary>Memory used now, in bytes; null where that is not known.</summary>
    public static long? ResidentMemory(int processId) => Memory(processId, "VmRSS:");

    private static long? Memory(int processId, string key) => IsKnown ? Tree(processId).Sum(id => Kibibytes(id, key) * 1024) : null;

    private static long Kibibytes(int processId, string key) => Lines(processId, "status")
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => long.Parse(line[key.Length..^" kB".Length], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static long CpuTicks(int processId)
    {
        if (Lines(processId, "stat") is not [var line, ..])
        {
            return 0;
        }

        // The name, the second field, is in brackets and may hold anything; utime and stime are the 14th and 15th.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<int> Tree(int processId) =>
        IsKnown ? Children(processId).SelectMany(Tree).Prepend(processId) : [];

    private static IEnumerable<int> Children(int processId)
    {
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"/proc/{processId}/task");
        }
        catch (IOException)
        {
            return [];
        }

        return threads
            .SelectMany(thread => Lines(processId, $"task/{Path.GetFileName(thread)}/children"))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
    }

    /// <summary>What has just ended has nothing to tell.</summary>
    private static string[] Lines(int processId, string file)
    {
        try
        {
            return File.ReadAllLines($"/proc/{processId}/{file}");
        }
        catch (IOException)
        {
            return [];
        }
    }
}
