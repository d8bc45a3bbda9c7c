using System.Runtime.InteropServices;

namespace Broker.Service.Hosting;

/// <summary>
/// The signals that end the broker: SIGINT, SIGTERM, SIGHUP and SIGQUIT, on Windows Ctrl+C, Ctrl+Break and a closed console. The first one
/// begins the stop, in which requests under way may finish; a second one, or the time limit, breaks them off.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Longest time that requests under way get to finish.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Longest time after that, in which the events of what was broken off are written.</summary>
    public static readonly TimeSpan LastEvents = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _breakingOff = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <summary>Takes the signals from here on.</summary>
    public StopSignals() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when requests under way are to be broken off.</summary>
    public CancellationToken BreakingOff => _breakingOff.Token;

    /// <summary>Begins the stop, as a signal does.</summary>
    public void Stop()
    {
        _breakingOff.CancelAfter(TimeLimit);
        _stopping.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
        _breakingOff.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Without this, the system ends the process.
        context.Cancel = true;
        // Not by whether the stop has begun: the host takes the first signal too, and may have begun it by now.
        if (Interlocked.Increment(ref _signals) > 1)
        {
            _breakingOff.Cancel();
        }
        else
        {
            Stop();
        }
    }
}
