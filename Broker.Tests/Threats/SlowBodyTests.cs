using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C33, bodies: whoever trickles one is refused once the server's grace is over.</summary>
public class SlowBodyTests
{
    [Theory]
    [InlineData("Content-Length: 1000", "{")]
    [InlineData("Transfer-Encoding: chunked", "3e8\r\n{")]
    public async Task C33_Body_OneByteAtATime_EndsInATimeoutAndAnEvent(string framing, string beginning)
    {
        await using var stage = await Stage.StartAsync();
        using var host = await stage.ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Patience.Token);
        await host.SendAsync(new RawRequest { IsLengthAnnounced = false, IsLast = false, Headers = [framing], Body = beginning }.Text, Patience.Token);
        var trickle = TrickleAsync(host, stop.Token);

        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.Equal(408, answer?.Status);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        await stop.CancelAsync();
        await trickle;
        stage.AssertRefused(answer!, 408, "bad_request");
    }

    private static async Task TrickleAsync(HostSocket host, CancellationToken cancellationToken)
    {
        try
        {
            while (await host.SendAsync(" ", cancellationToken))
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
