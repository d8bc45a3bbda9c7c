using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Broker.Service.Credentials;

/// <summary>
/// Kills a program and everything it started. The system records the parent of a process only while the parent lives, so on Linux orphans
/// are found by a mark in their environment as well. On macOS and Windows orphans survive.
/// </summary>
internal static class ProcessTree
{
    /// <summary>The variable that holds the mark; the program may see it.</summary>
    public const string MarkVariable = "BROKER_SECRET_COMMAND";

    /// <summary>Lists processes on Linux; other systems have no such folder.</summary>
    private const string ProcessFolder = "/proc";

    private static readonly EnumerationOptions Lenient = new() { IgnoreInaccessible = true };

    /// <summary>Time limit for the end of a killed program; only a process stuck in the kernel takes longer.</summary>
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    /// <summary>Number of searches for orphans: one may start another during a search.</summary>
    private const int MaxRounds = 5;

    /// <summary>Kills a program and everything it started.</summary>
    /// <param name="process">The program; it may have ended already.</param>
    /// <param name="mark">Value of <see cref="MarkVariable"/> in its environment, unique per run.</param>
    public static async Task EndAsync(Process process, string mark)
    {
        Try(() => process.Kill(entireProcessTree: true));
        for (var round = 0; Directory.Exists(ProcessFolder) && round < MaxRounds && EndMarked(mark); round++)
        {
        }

        // A killed process ends with a delay; it must be gone before the result says that it was ended.
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(ExitLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            // The process has ended, or belongs to another user.
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
            // The process has ended, or may not be killed.
            return false;
        }
    }
}
