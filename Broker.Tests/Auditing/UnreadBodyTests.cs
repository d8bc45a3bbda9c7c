using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Auditing;

/// <summary>Bodies that were not read before their answer: they are thrown away, and are no requests.</summary>
public sealed class UnreadBodyTests : AbandonedConnectionTests
{
    [Theory]
    [MemberData(nameof(Schedulings))]
    public async Task UnreadBody_WhoseHostHangsUpBeforeTheAnswer_IsNoRequest(bool isInline)
    {
        using var log = new HeldAuditLog();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: services =>
        {
            log.Use(services);
            Scheduled(isInline)(services);
        });

        using var host = await HostConnection.OpenAsync(broker, Length("/v1/files", 0));
        await log.Reached.WaitAsync(Patience.Token);
        await LeaveAsync(host);
        log.Release();

        var line = Assert.Single(await EventsToTheEndAsync(broker, 1));
        Assert.Equal(("/v1/files", "path_not_allowed"), (line.GetProperty("path").GetString(), Error(line)));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task UnreadBody_ThatComesAfterItsAnswer_IsPassedOver()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var host = await HostConnection.OpenAsync(
            broker, $"POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {Inner.Length}\r\n\r\n");
        await host.ReadUntilAsync("path_not_allowed");

        await host.SendAsync(Inner);
        await host.SendAsync("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        await host.ReadToEndAsync();

        Assert.Equal(["/v1/files", "/healthz"], broker.Events().Select(line => line.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task UnreadBody_ThatDoesNotCome_IsNotWaitedForLong()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var broker = await RunningBroker.StartAsync(customize: services => services.AddSingleton<TimeProvider>(time));
        using var host = await HostConnection.OpenAsync(broker, "POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n");
        await host.ReadUntilAsync("path_not_allowed");

        // The wait begins at some moment after the answer.
        var end = await Record.ExceptionAsync(async () =>
        {
            var reading = host.ReadToEndAsync();
            await Patience.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(5));
                    return reading.IsCompleted;
                },
                Patience.Token);
            await reading;
        });

        Assert.True(end is null or IOException, $"{end}");
        EventAssert.SingleRefusal(broker, "/v1/files", 403, "path_not_allowed");
    }
}
