using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>Begins to read a stream, hangs up, and looks whether the recorder is left too.</summary>
internal sealed record HangUpAttack(string Id, string Name) : Attack(Id, Name)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    protected override async Task<Finding> PlayAsync(Scene scene, CancellationToken cancellationToken)
    {
        var recorder = scene.Upstream!;
        var before = recorder.Abandoned;
        var patience = TimeProvider.System.GetTimestamp();
        using var stop = new CancellationTokenSource(scene.Settings.Patience * 2);
        recorder.AnswerWith(Endless(stop.Token));
        try
        {
            scene.CountOne();
            using (var host = await HostSocket.ConnectAsync(scene.Settings.Broker, cancellationToken))
            {
                await host.SendAsync(scene.Ordinary.Text, cancellationToken);
                if (!await HasBegunAsync(host, scene.Settings.Patience, cancellationToken))
                {
                    return new Finding(Verdict.NotJudged, "no stream", "nothing of the stream came through while it went on");
                }
            }

            while (recorder.Abandoned == before && TimeProvider.System.GetElapsedTime(patience) < scene.Settings.Patience * 2)
            {
                await Task.Delay(Glance, cancellationToken);
            }

            return recorder.Abandoned > before
                ? new Finding(Verdict.Held, "the upstream was left too")
                : new Finding(Verdict.Open, "the stream goes on", "the broker reads on for nobody");
        }
        finally
        {
            recorder.AnswerWith(null);
        }
    }

    private static async Task<bool> HasBegunAsync(HostSocket host, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(patience);
        try
        {
            var text = "";
            while (!text.Contains("tick", StringComparison.Ordinal) && await host.ReadAvailableAsync(time.Token) is { } more)
            {
                text += more;
            }

            return text.Contains("tick", StringComparison.Ordinal);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IEnumerable<string> Endless(CancellationToken cancellationToken)
    {
        yield return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        while (!cancellationToken.IsCancellationRequested)
        {
            yield return "c\r\ndata: tick\n\n\r\n";
        }

        yield return "0\r\n\r\n";
    }
}
