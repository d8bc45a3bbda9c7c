using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Faults;

/// <summary>A laptop that wakes up, a time server that was wrong: the clock jumps, and nothing but the time in events follows.</summary>
public class ClockJumpTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public async Task Clock_ThatJumpsInsideAStream_BreaksNothingOff(int days)
    {
        var clock = new JumpingClock();
        var hasJumped = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await hasJumped.Task;
            await context.Response.WriteAsync("data: last\n\n");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: services => services.AddSingleton<TimeProvider>(clock));
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));
        await host.ReadUntilAsync("data: first");

        clock.Jump(TimeSpan.FromDays(days));
        hasJumped.SetResult();

        Assert.Contains("data: last", await host.ReadToEndAsync(), StringComparison.Ordinal);
        var line = EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy");
        Assert.Equal(clock.GetUtcNow(), line.GetProperty("time").GetDateTimeOffset());
        Assert.InRange(line.GetProperty("duration_ms").GetDouble(), 0, TimeSpan.FromDays(1).TotalMilliseconds);
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public async Task Clock_ThatJumpsAfterAFailure_NeitherEndsTheWaitNorMakesItLonger(int days)
    {
        var clock = new JumpingClock();
        var wait = new BackOff(clock);
        wait.Begin();

        clock.Jump(TimeSpan.FromDays(days));
        Assert.True(wait.IsWaiting);

        await Patience.UntilAsync(() => !wait.IsWaiting, Patience.Token);
    }

    [Fact]
    public async Task Clock_ThatJumpsBetweenRequests_CostsNoFetchOfTheKey()
    {
        var clock = new JumpingClock();
        var secrets = new CountingSecrets();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<SecretResolverFactory>(_ => _ => new CachingSecretResolver(secrets, clock, NullLogger<SecretFetcher>.Instance));
        });

        foreach (var days in new[] { 0, 3650, -7300 })
        {
            clock.Jump(TimeSpan.FromDays(days));
            Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        }

        Assert.All(upstream.Requests, request => Assert.Equal(["Bearer sk-fetched-1"], request.Headers["Authorization"]));
        Assert.Equal(3, broker.EventLines().Count);
    }
}
