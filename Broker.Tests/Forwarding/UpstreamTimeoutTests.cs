using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Forwarding;

/// <summary>Upstreams that are silent for too long: before their answer, and inside it.</summary>
public sealed class UpstreamTimeoutTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upstream_SilentBeforeItsHeadOrABodyOfKnownLength_Gets504(bool hasHead)
    {
        var reached = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            if (hasHead)
            {
                context.Response.ContentLength = 10;
                context.Response.Headers["X-Upstream"] = "1";
                await context.Response.Body.FlushAsync();
            }

            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = await StartAsync(upstream);
        var answering = WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        await reached.Task.WaitAsync(Patience.Token);
        if (!hasHead)
        {
            _clock.Advance(TimeSpan.FromSeconds(29.9));
            Assert.False(answering.IsCompleted);
        }

        await AdvanceUntilAsync(answering);

        var answer = await answering;
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_timeout\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal((504, null), (answer.Status, answer.Header("X-Upstream")));
        EventAssert.Single(broker, "/v1/responses", ok: false, 504, mode: "proxy", "upstream_timeout");
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Upstream_SilentInsideItsBody_HasTheAnswerBrokenOff()
    {
        var hostHasRead = new SemaphoreSlim(0);
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            for (var i = 0; i < 2; i++)
            {
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
                await hostHasRead.WaitAsync(context.RequestAborted);
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = await StartAsync(upstream);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));

        // Two silences that are long only together: each chunk starts the time anew.
        await host.ReadUntilAsync("data: 0");
        _clock.Advance(TimeSpan.FromSeconds(20));
        hostHasRead.Release();
        await host.ReadUntilAsync("data: 1");
        await AdvanceUntilAsync(Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync));

        EventAssert.Single(broker, "/v1/responses", ok: false, 200, mode: "proxy", "upstream_timeout");
    }

    /// <summary>Turns the clock until something is over: a wait begins when the broker asks for the next bytes, which may be later than here.</summary>
    private async Task AdvanceUntilAsync(Task over)
    {
        while (!over.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await over;
    }

    private Task<RunningBroker> StartAsync(RecordingUpstream upstream) =>
        RunningBroker.StartProxyAsync(upstream.Url, customize: services => services.AddSingleton<TimeProvider>(_clock));
}
