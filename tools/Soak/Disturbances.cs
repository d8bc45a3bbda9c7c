using System.Globalization;

namespace Broker.Soak;

/// <summary>
/// What else happens to a broker in a day, every few seconds in turn: a second broker is started on its event file, the event file is moved away,
/// and the process is halted for a moment and goes on.
/// </summary>
/// <param name="broker">The broker.</param>
internal sealed class Disturbances(SoakedBroker broker)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Halt = TimeSpan.FromMilliseconds(300);

    /// <summary>How many second brokers were started.</summary>
    public int SecondBrokers { get; private set; }

    /// <summary>How many of them did not refuse to start.</summary>
    public int Intruders { get; private set; }

    /// <summary>How often the event file was moved away.</summary>
    public int Moves { get; private set; }

    /// <summary>How often the process was halted.</summary>
    public int Halts { get; private set; }

    /// <summary>Disturbs the broker until the time is up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(cancellationToken); turn++)
            {
                switch (OperatingSystem.IsWindows() ? 0 : turn % 3)
                {
                    case 0:
                        SecondBrokers++;
                        Intruders += await broker.StartSecondAsync() == 1 ? 0 : 1;
                        break;
                    case 1:
                        Moves++;
                        broker.MoveEventsAway(Moves);
                        break;
                    default:
                        Halts++;
                        await broker.SignalAsync("STOP");
                        await Task.Delay(Halt, CancellationToken.None);
                        await broker.SignalAsync("CONT");
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{SecondBrokers} second brokers started, the event file moved away {Moves} times, the process halted {Halts} times");
}
