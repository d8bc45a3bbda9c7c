using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Auditing;

/// <summary>Hosts that hang up behind several requests: what is behind the last one that was begun is not begun.</summary>
public sealed class AbandonedPipelineTests : AbandonedConnectionTests
{
    [Theory]
    [MemberData(nameof(Schedulings))]
    public async Task Pipeline_OfAHostThatHangsUp_IsBegunInOrderAndLeavesOneEventEach(bool isInline)
    {
        string[] paths = ["/v1/models", "/v1/responses", "/nothing", "/v1/embeddings", "/v1/models", "/healthz"];
        var text = string.Concat(paths.Select(path => path is "/v1/responses" or "/v1/embeddings"
            ? Chunked(path, "2\r\n{}\r\n0\r\n\r\n")
            : $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}\r\n"));
        await using var upstream = await RecordingUpstream.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await using var broker = await RunningBroker.StartProxyAsync(
                upstream.Url, options => options with { AllowedPaths = [.. options.AllowedPaths, RunningBroker.Entry("GET", "/v1/models")] }, customize: Scheduled(isInline));

            await SendAndLeaveAsync(broker.Url, text);

            var events = await EventsToTheEndAsync(broker, 1);
            Assert.Equal(paths.Take(events.Count), events.Select(line => line.GetProperty("path").GetString()));
            Assert.True(events.Count == paths.Length || Error(events[^1]) == "client_disconnected", $"Silence behind {events[^1]}");
            Assert.DoesNotContain("client_disconnected", events.SkipLast(1).Select(Error));
            var forwarded = upstream.Take().Select(request => request.Target);
            Assert.Empty(forwarded.Except(events.Select(line => line.GetProperty("path").GetString()!)));
        }
    }

    [Fact]
    public async Task Request_BegunAfterItsHostHungUp_GoesNowhereAndLeavesOneEvent()
    {
        using var log = new HeldAuditLog();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: log.Use);
        var next = Chunked("/v1/embeddings", "2\r\n{}\r\n0\r\n\r\n");

        using var host = await HostConnection.OpenAsync(broker, Chunked("/v1/responses", "2\r\n{}\r\n0\r\n\r\n") + next + next);
        await log.Reached.WaitAsync(Patience.Token);
        await LeaveAsync(host);
        log.Release();

        var events = await EventsToTheEndAsync(broker, 2);
        Assert.Equal(["/v1/responses", "/v1/embeddings"], events.Select(line => line.GetProperty("path").GetString()));
        Assert.Equal("client_disconnected", Error(events[1]));
        Assert.All(upstream.Requests, request => Assert.Equal("/v1/responses", request.Target));
    }

    [Fact]
    public async Task Request_BehindAnAnswerThatItsHostLeft_IsNotBegun()
    {
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var host = await HostConnection.OpenAsync(
            broker, Chunked("/v1/responses", "2\r\n{}\r\n0\r\n\r\n") + Chunked("/v1/embeddings", "2\r\n{}\r\n0\r\n\r\n"));
        await host.ReadUntilAsync("{");

        host.EndSending();

        var line = Assert.Single(await EventsToTheEndAsync(broker, 1));
        Assert.Equal(("/v1/responses", "client_disconnected"), (line.GetProperty("path").GetString(), Error(line)));
        Assert.Equal("/v1/responses", Assert.Single(upstream.Requests).Target);
    }
}
