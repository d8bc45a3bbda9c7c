using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C37 and C60: answers that never end, or come to nobody.</summary>
// Memory is the whole process's: other tests must not run meanwhile.
[CollectionDefinition(nameof(UpstreamBodyTests), DisableParallelization = true)]
[Collection(nameof(UpstreamBodyTests))]
public class UpstreamBodyTests
{
    private const long Flat = 64L * 1024 * 1024;

    [Fact]
    public async Task C37_Answer_WithoutAnEnd_TakesNoMemoryAndEndsWithTheHost()
    {
        var upstreamGone = new TaskCompletionSource();
        await using var stage = await Stage.StartAsync(answer: async context =>
        {
            context.RequestAborted.Register(upstreamGone.SetResult);
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using (var host = await stage.ConnectAsync())
        {
            await host.SendAsync(new RawRequest().Text, Patience.Token);
            for (var i = 0; i < 192; i++)
            {
                Assert.Equal(1024 * 1024, (await host.ReadAsync(1024 * 1024, Patience.Token)).Length);
            }

            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Flat);
        }

        await upstreamGone.Task.WaitAsync(Patience.Token);
        await AssertDisconnectedAsync(stage);
    }

    [Fact]
    public async Task C37_Answer_ThatFallsSilent_IsBrokenOffAndTheEventSaysSo()
    {
        await using var stage = await Stage.StartAsync(
            options => options with { UpstreamTimeout = TimeSpan.FromMilliseconds(300) },
            async context =>
            {
                await context.Response.Body.WriteAsync("data: one\n\n"u8.ToArray());
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            });

        using var host = await stage.ConnectAsync();
        await host.SendAsync(new RawRequest().Text, Patience.Token);
        var text = await host.ReadToEndAsync(Patience.Token);

        Assert.Contains("data: one\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n", text, StringComparison.Ordinal);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 200, "upstream_timeout");
    }

    [Fact]
    public async Task C37_Upstream_ThatNeverAnswers_IsATimeout()
    {
        await using var stage = await Stage.StartAsync(
            options => options with { UpstreamTimeout = TimeSpan.FromMilliseconds(300) },
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var answer = await stage.SendAsync(new RawRequest());

        Assert.Equal(504, answer.Status);
        Assert.Equal("upstream_timeout", answer.Error);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 504, "upstream_timeout");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C60_Host_ThatHangsUp_EndsTheUpstreamCallAndTheEventSaysSo(bool hasBegun)
    {
        var upstreamGone = new TaskCompletionSource();
        var upstreamAsked = new TaskCompletionSource();
        await using var stage = await Stage.StartAsync(answer: async context =>
        {
            context.RequestAborted.Register(upstreamGone.SetResult);
            if (hasBegun)
            {
                await context.Response.Body.WriteAsync("data: one\n\n"u8.ToArray());
                await context.Response.Body.FlushAsync();
            }

            upstreamAsked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        using (var host = await stage.ConnectAsync())
        {
            await host.SendAsync(new RawRequest().Text, Patience.Token);
            await upstreamAsked.Task.WaitAsync(Patience.Token);
            if (hasBegun)
            {
                Assert.StartsWith("HTTP/1.1 200", await host.ReadAsync(64, Patience.Token), StringComparison.Ordinal);
            }
        }

        await upstreamGone.Task.WaitAsync(Patience.Token);
        await AssertDisconnectedAsync(stage, hasBegun ? 200 : 499);
    }

    private static async Task AssertDisconnectedAsync(Stage stage, int status = 200)
    {
        await Patience.UntilAsync(() => stage.Broker.EventLines().Count > 0, Patience.Token);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), status, "client_disconnected");
    }
}
