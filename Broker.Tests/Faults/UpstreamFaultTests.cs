using System.Net.Sockets;
using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Faults;

/// <summary>Upstreams whose network, not whose answer, is at fault.</summary>
public class UpstreamFaultTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

    [Fact]
    public async Task Upstream_WhoseNameNobodyKnows_IsABadGatewayThatSaysSo()
    {
        await using var broker = await RunningBroker.StartProxyAsync("https://no-such-upstream.invalid");

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(502, answer.Status);
        Assert.Equal("upstream_unreachable", answer.Json().GetProperty("error").GetString());
        // A machine without a network may need longer to find out than a connection may take.
        Assert.Contains(
            answer.Json().GetProperty("detail").GetString(),
            (string[])["the upstream's host name cannot be resolved; check the upstream's URL", "the upstream did not accept a connection in time"]);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_unreachable");
    }

    [Fact]
    public async Task Upstream_ThatDripsItsHead_IsATimeoutAllTheSame()
    {
        var clock = new FakeTimeProvider();
        using var mayDrip = new SemaphoreSlim(0);
        var reached = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Drip: "u8.ToArray());
            reached.SetResult();
            while (true)
            {
                await mayDrip.WaitAsync();
                await stream.WriteAsync("."u8.ToArray());
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: services => services.AddSingleton<TimeProvider>(clock));

        var answering = WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        await reached.Task.WaitAsync(Patience.Token);
        for (var second = 0; second < 29; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            mayDrip.Release();
        }

        Assert.False(answering.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(504, (await answering.WaitAsync(Patience.Token)).Status);
        EventAssert.Single(broker, "/v1/responses", ok: false, 504, mode: "proxy", "upstream_timeout");
    }

    [Fact]
    public async Task Upstream_ThatResetsBeforeItsAnswer_IsABadGatewayAndAskedOnce()
    {
        await using var upstream = RawUpstream.Answering(stream =>
        {
            Reset(stream);
            return Task.CompletedTask;
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(502, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);

        Assert.Single(upstream.Requests);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_unreachable");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task C69_Upstream_ThatClosesAKeptConnectionWithoutAnAnswer_IsAskedOnce(string method)
    {
        await using var upstream = RawUpstream.Answering(async (stream, number, cancel) =>
        {
            if (number > 0)
            {
                stream.Close();
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancel);
        });
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, settings => settings with { AllowedPaths = [new(method, "/v1/models", $"{method} /v1/models")] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, $"{method} /v1/models", "", Token)).Status);
        Assert.Equal(502, (await WrittenRequest.SendAsync(broker, $"{method} /v1/models", "", Token)).Status);

        Assert.Equal((2, 1), (upstream.Requests.Count, upstream.Connections));
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task Upstream_ThatResetsInsideItsAnswer_HasItBrokenOff(string rest)
    {
        var hostHasRead = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\n" + rest));
            await hostHasRead.Task;
            Reset(stream);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));

        await host.ReadUntilAsync("half");
        hostHasRead.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
        EventAssert.Single(broker, "/v1/responses", ok: false, 200, mode: "proxy", "upstream_interrupted");
    }

    private static void Reset(Stream stream) => ((NetworkStream)stream).Socket.Close(timeout: 0);
}
