using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The two ways to end a process.</summary>
internal static partial class ProcessEnding
{
    private const int SigTerm = 15;

    /// <summary>
    /// Asks it to end: SIGTERM on Linux and macOS. Windows knows no such request between processes; there Ctrl+C reaches every
    /// process of the console by itself, and in other cases the end is forced.
    /// </summary>
    public static void Ask(Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            // The only thing that can go wrong is that it just ended.
            _ = Signal(process.Id, SigTerm);
        }
    }

    /// <summary>Ends it at once, and everything it started.</summary>
    public static void Force(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile, or a part of the tree did.
        }
    }

    /// <summary>Sends a signal; Linux and macOS only.</summary>
    /// <returns>0 when it was sent.</returns>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Signal(int processId, int signal);
}
