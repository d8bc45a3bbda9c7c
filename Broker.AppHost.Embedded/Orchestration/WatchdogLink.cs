using System.Diagnostics;
using System.Globalization;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The app host's end of the pipe to the <see cref="Watchdog"/>.</summary>
internal sealed class WatchdogLink : IAsyncDisposable
{
    private readonly Process _watchdog;
    private readonly Lock _gate = new();

    private WatchdogLink(Process watchdog) => _watchdog = watchdog;

    /// <summary>Starts the watchdog.</summary>
    public static WatchdogLink Start() => new(Process.Start(new ProcessStartInfo(Dotnet.Path, [typeof(Watchdog).Assembly.Location])
    {
        RedirectStandardInput = true,
    })!);

    /// <summary>From now on the process ends when the app host does.</summary>
    public void Watch(int processId) => Tell('+', processId);

    /// <summary>The process ended.</summary>
    public void Forget(int processId) => Tell('-', processId);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
    }

    private void Tell(char what, int processId)
    {
        lock (_gate)
        {
            try
            {
                _watchdog.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}{processId}"));
                _watchdog.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Somebody ended the watchdog. The app host still ends what it started, as long as nobody kills it too.
            }
        }
    }
}
