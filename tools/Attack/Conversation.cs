using System.Text;
using Broker.Wire;

namespace Broker.Attacks;

/// <summary>One connection on which an attack is sent and its answer read, for a bounded time.</summary>
internal static class Conversation
{
    private const int Longest = 2 * 1024 * 1024;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Sends a text and reads the answer.</summary>
    /// <param name="broker">To whom.</param>
    /// <param name="text">One character for each byte.</param>
    /// <param name="patience">How long an answer is waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="slowFrom">Where the sending becomes one byte every two seconds; null for nowhere.</param>
    /// <param name="readsOn">Whether a second answer is waited for.</param>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens.</exception>
    public static async Task<Exchange> HoldAsync(
        Uri broker, string text, TimeSpan patience, CancellationToken cancellationToken, int? slowFrom = null, bool readsOn = false)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(patience);
        var host = await HostSocket.ConnectAsync(broker, cancellationToken);
        var sending = SendAsync(host, text, slowFrom, time.Token);
        var exchange = await ReadAsync(host, readsOn, time);
        await time.CancelAsync();
        host.Dispose();
        await sending;
        cancellationToken.ThrowIfCancellationRequested();
        return exchange;
    }

    private static async Task SendAsync(HostSocket host, string text, int? slowFrom, CancellationToken cancellationToken)
    {
        try
        {
            await host.SendAsync(text[..(slowFrom ?? text.Length)], cancellationToken);
            foreach (var one in text[(slowFrom ?? text.Length)..])
            {
                await Task.Delay(Beat, cancellationToken);
                await host.SendAsync($"{one}", cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The answer has come, or does not come.
        }
    }

    private static async Task<Exchange> ReadAsync(HostSocket host, bool readsOn, CancellationTokenSource time)
    {
        var raw = new StringBuilder();
        var reading = RawReading.Of("");
        var hasEnded = false;
        try
        {
            while (!hasEnded && raw.Length < Longest && (readsOn || !reading.IsWhole))
            {
                var piece = await host.ReadAvailableAsync(time.Token);
                hasEnded = piece is null;
                reading = RawReading.Of(raw.Append(piece).ToString());
                if (reading.IsWhole)
                {
                    time.CancelAfter(Quiet);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What has come by now is what there is.
        }

        return new Exchange(reading.Answer, raw.ToString(), reading.Rest, hasEnded);
    }
}
