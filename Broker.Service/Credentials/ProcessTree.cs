using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Broker.Service.Credentials;

/// <summary>
/// Ends a program with everything it started. The system knows who started whom only as long as the starter lives, so on Linux what
/// was orphaned is found by a mark in its environment as well. macOS and Windows end what still hangs together.
/// </summary>
internal static class ProcessTree
{
    /// <summary>The variable that carries the mark; the program may see it.</summary>
    public const string MarkVariable = "BROKER_SECRET_COMMAND";

    /// <summary>Where Linux shows its processes; there is no such folder elsewhere.</summary>
    private const string ProcessFolder = "/proc";

    private static readonly EnumerationOptions Lenient = new() { IgnoreInaccessible = true };

    /// <summary>Longest wait for the end of what was ended; only a process stuck in the system takes longer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How often orphans are looked for again: one may be starting another while the list is read.</summary>
    private const int Rounds = 5;

    /// <summary>Ends a program and everything it started.</summary>
    /// <param name="process">The program; it may have ended already.</param>
    /// <param name="mark">The value of <see cref="MarkVariable"/> in its environment, different for each run.</param>
    public static async Task EndAsync(Process process, string mark)
    {
        Try(() => process.Kill(entireProcessTree: true));
        for (var round = 0; Directory.Exists(ProcessFolder) && round < Rounds && EndMarked(mark); round++)
        {
        }

        // What is killed is soon gone, but not at once; who reads "it was ended" shall find it so.
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool EndMarked(string mark)
    {
        var entry = Encoding.ASCII.GetBytes($"{MarkVariable}={mark}\0");
        var any = false;
        foreach (var folder in Directory.EnumerateDirectories(ProcessFolder, "*", Lenient))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && HasEntry(id, entry))
            {
                any |= Try(() => Process.GetProcessById(id).Kill());
            }
        }

        return any;
    }

    private static bool HasEntry(int id, byte[] entry)
    {
        try
        {
            return File.ReadAllBytes($"{ProcessFolder}/{id}/environ").AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return false;
        }
    }

    private static bool Try(Action end)
    {
        try
        {
            end();
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile, or it is not ours to end: nothing more to do about it.
            return false;
        }
    }
}
