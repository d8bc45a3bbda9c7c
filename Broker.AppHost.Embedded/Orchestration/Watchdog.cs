using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>
/// A process of its own that outlives the app host by a moment, so that nothing else does. It is told on standard input which
/// processes there are (<c>+123</c>) and no longer are (<c>-123</c>). However the app host ends, even by SIGKILL, the system closes
/// that pipe; what is still on the list then is ended. That works on every system alike, and needs nothing from the services.
/// </summary>
internal static class Watchdog
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>What <c>dotnet Broker.AppHost.Embedded.dll</c> does.</summary>
    public static async Task Main()
    {
        // Ctrl+C goes to every process of the terminal. This one has to stay until the app host is done.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore);

        var watched = new Dictionary<int, Process>();
        while (await Console.In.ReadLineAsync() is { Length: > 1 } line)
        {
            var id = int.Parse(line[1..], CultureInfo.InvariantCulture);
            if (line[0] == '+')
            {
                Add(watched, id);
            }
            else
            {
                watched.Remove(id);
            }
        }

        await Task.WhenAll(watched.Values.Select(EndAsync));
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private static void Add(Dictionary<int, Process> watched, int id)
    {
        try
        {
            watched[id] = Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // It ended before it could be watched.
        }
    }

    private static async Task EndAsync(Process process)
    {
        using var grace = new CancellationTokenSource(Grace);
        ProcessEnding.Ask(process);
        try
        {
            // Windows cannot ask, so there is nothing to wait for.
            await (OperatingSystem.IsWindows() ? Task.FromCanceled(new CancellationToken(canceled: true)) : process.WaitForExitAsync(grace.Token));
        }
        catch (OperationCanceledException)
        {
            ProcessEnding.Force(process);
        }
    }
}
