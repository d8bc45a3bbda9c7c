using System.Diagnostics;

namespace Broker.Soak;

/// <summary>What a process holds at one moment.</summary>
/// <param name="MemoryMiB">Resident memory.</param>
/// <param name="Handles">Open files and sockets; on Windows, handles.</param>
/// <param name="Sockets">Open sockets; -1 where the system does not tell.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Children">Processes that it started; -1 where the system does not tell.</param>
internal sealed record ProcessSample(double MemoryMiB, int Handles, int Sockets, int Threads, int Children)
{
    /// <summary>Looks.</summary>
    public static ProcessSample Take(int id)
    {
        using var process = Process.GetProcessById(id);
        var memory = process.WorkingSet64 / 1024.0 / 1024.0;
        if (!OperatingSystem.IsLinux())
        {
            return new ProcessSample(memory, process.HandleCount, -1, process.Threads.Count, -1);
        }

        var open = Directory.GetFiles($"/proc/{id}/fd").Select(NameOf).OfType<string>().ToArray();
        return new ProcessSample(memory, open.Length, open.Count(name => name.StartsWith("socket:", StringComparison.Ordinal)), process.Threads.Count, CountChildren(id));
    }

    private static string? NameOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return null;
        }
    }

    private static int CountChildren(int id)
    {
        var count = 0;
        foreach (var task in Directory.GetDirectories($"/proc/{id}/task"))
        {
            try
            {
                count += File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
            }
        }

        return count;
    }
}
