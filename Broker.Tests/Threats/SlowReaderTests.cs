using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>A host that asks for an endless answer and does not read it: the upstream has to wait, and nothing piles up in the broker.</summary>
public class SlowReaderTests
{
    private const long Flat = 64L * 1024 * 1024;

    [Fact]
    public async Task C37_Host_ThatDoesNotRead_MakesTheUpstreamWait()
    {
        var upstreamGone = new TaskCompletionSource();
        long sent = 0;
        await using var stage = await Stage.StartAsync(answer: async context =>
        {
            context.RequestAborted.Register(upstreamGone.SetResult);
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });
        using (var host = await stage.ConnectAsync())
        {
            await host.SendAsync(new RawRequest().Text, Patience.Token);
            var (last, unchanged) = (0L, 0);
            await Patience.UntilAsync(
                () =>
                {
                    var now = Interlocked.Read(ref sent);
                    (last, unchanged) = now > 0 && now == last ? (last, unchanged + 1) : (now, 0);
                    Assert.InRange(now, 0, Flat);
                    return unchanged == 25;
                },
                Patience.Token);
        }

        await upstreamGone.Task.WaitAsync(Patience.Token);
        await Patience.UntilAsync(() => stage.Broker.EventLines().Count > 0, Patience.Token);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 200, "client_disconnected");
    }
}
