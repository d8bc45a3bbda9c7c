using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C33, headers: whoever trickles them is hung up on. Takes as long as the server's own patience, 15 seconds.</summary>
public class SlowHeadersTests
{
    [Fact]
    public async Task C33_Headers_OneByteAtATime_EndInATimeoutAndAnEvent()
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Patience.Token);
        var trickle = TrickleAsync(host, stop.Token);

        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.Equal(408, answer?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        await stop.CancelAsync();
        await trickle;
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 408, "bad_request");
        Assert.Empty(stage.Upstream.Requests);
    }

    private static async Task TrickleAsync(HostSocket host, CancellationToken cancellationToken)
    {
        try
        {
            await host.SendAsync("POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", cancellationToken);
            while (await host.SendAsync("x", cancellationToken))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The broker has answered.
        }
    }
}
