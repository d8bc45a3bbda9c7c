using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Requests;

/// <summary>Upstreams that are silent for too long: before their answer, and inside it.</summary>
public class UpstreamTimeoutTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upstream_SilentBeforeItsHead_Gets504()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = await StartAsync(upstream, clock);

        var answering = WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        await reached.Task.WaitAsync(Generous, Cancel);
        clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(answering.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        var answer = await answering.WaitAsync(Generous, Cancel);
        Assert.Equal(504, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_timeout\"", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(broker, "/v1/responses", ok: false, 504, mode: "proxy", "upstream_timeout");
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Upstream_SilentInsideItsBody_HasTheAnswerBrokenOff()
    {
        var clock = new FakeTimeProvider();
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
        await using var broker = await StartAsync(upstream, clock);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));

        // Two silences that are long only together: each chunk starts the time anew.
        await host.ReadUntilAsync("data: 0");
        clock.Advance(TimeSpan.FromSeconds(20));
        hostHasRead.Release();
        await host.ReadUntilAsync("data: 1");
        var ending = Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
        while (!ending.IsCompleted)
        {
            // The wait begins when the broker asks for the next chunk, which may be after the host has this one.
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await ending;
        EventAssert.Single(broker, "/v1/responses", ok: false, 200, mode: "proxy", "upstream_timeout");
    }

    [Fact]
    public async Task Upstream_SilentBeforeABodyOfKnownLength_Gets504()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.ContentLength = 10;
            context.Response.Headers["X-Upstream"] = "1";
            await context.Response.Body.FlushAsync();
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = await StartAsync(upstream, clock);

        var answering = WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        await reached.Task.WaitAsync(Generous, Cancel);
        while (!answering.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var answer = await answering;
        Assert.Equal(504, answer.Status);
        Assert.Null(answer.Header("X-Upstream"));
        EventAssert.Single(broker, "/v1/responses", ok: false, 504, mode: "proxy", "upstream_timeout");
    }

    private static Task<RunningBroker> StartAsync(RecordingUpstream upstream, FakeTimeProvider clock) =>
        RunningBroker.StartProxyAsync(upstream.Url, customize: services => services.AddSingleton<TimeProvider>(clock));
}
