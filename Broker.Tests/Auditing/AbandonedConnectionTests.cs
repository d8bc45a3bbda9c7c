using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Tests.Threats;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using BrokerProcess = Broker.Tests.Infrastructure.BrokerChild;

namespace Broker.Tests.Auditing;

/// <summary>
/// Hosts that hang up while what they sent has not all been read. Each request that was begun leaves one event; the rest of a body is no
/// request, and what is behind the last request of a connection is not begun.
/// </summary>
public class AbandonedConnectionTests
{
    private const int Rounds = 15;
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}\r\n";
    private static readonly string Inner = $"POST /v1/embeddings HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Content-Length: 2\r\n\r\n{{}}";

    /// <summary>Requests that end inside their body, or are refused before it is read; each is the last of its connection.</summary>
    private static readonly string[] Cut =
    [
        Length("/v1/files", 0), Length("/v1/files", 5), Length("/v1/responses", 0), Length("/v1/responses", 5),
        Chunked("/v1/responses", "5\r\n{\"a\":\r\n4"), Chunked("/v1/responses", "2\r\n{}\r\n0\r\nX-Broker"), Chunked("/v1/responses", $"zz\r\n{Inner}"),
        Chunked("/v1/files", $"{Inner.Length + 1:x}\r\n{Inner}"), Chunked("/v1/files", $"zz\r\n{Inner}"), Chunked("/v1/files", $"{Inner.Length:x}\r\n{Inner}\r\n0\r\n"),
    ];

    public static TheoryData<bool> Schedulings => [false, true];

    [Theory]
    [MemberData(nameof(Schedulings))]
    public async Task Body_OfAHostThatHangsUp_IsNeverReadAsARequest(bool isInline)
    {
        await using var broker = await RunningBroker.StartAsync(customize: Scheduled(isInline));

        await SendCutRequestsAsync(broker.Url);

        AssertOneEach(await EventsToTheEndAsync(broker, Rounds * Cut.Length));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Body_OfAHostThatHangsUpOnAProcess_IsNeverReadAsARequest(string inlineCompletions)
    {
        using var folder = new TemporaryFolder();
        await using var broker = await BrokerProcess.StartAsync(
            folder.Write("""
                "allowed_paths":["/v1/responses","/v1/embeddings"]
                """),
            new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = inlineCompletions, ["DOTNET_EnableDiagnostics"] = "0" },
            Patience.Token);

        await SendCutRequestsAsync(broker.Url!);

        var path = folder.File("events.jsonl");
        await Patience.UntilAsync(() => File.ReadLines(path).Count() >= Rounds * Cut.Length, Patience.Token);
        AssertOneEach([.. (await File.ReadAllLinesAsync(path, Patience.Token)).Select(line => JsonDocument.Parse(line).RootElement)]);
    }

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
        using var host = await HostConnection.OpenAsync(broker, Chunked("/v1/responses", "2\r\n{}\r\n0\r\n\r\n") + Chunked("/v1/embeddings", "2\r\n{}\r\n0\r\n\r\n"));
        await host.ReadUntilAsync("{");

        host.EndSending();

        var line = Assert.Single(await EventsToTheEndAsync(broker, 1));
        Assert.Equal(("/v1/responses", "client_disconnected"), (line.GetProperty("path").GetString(), Error(line)));
        Assert.Equal("/v1/responses", Assert.Single(upstream.Requests).Target);
    }

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
        using var host = await HostConnection.OpenAsync(broker, $"POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {Inner.Length}\r\n\r\n");
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

    private static Action<IServiceCollection> Scheduled(bool isInline) => services =>
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = isInline);

    private static string Length(string target, int missing) =>
        $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Content-Length: {Inner.Length + missing}\r\n\r\n{Inner}";

    private static string Chunked(string target, string body) => $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Transfer-Encoding: chunked\r\n\r\n{body}";

    private static string? Error(JsonElement line) => line.TryGetProperty("error", out var error) ? error.GetString() : null;

    private static async Task SendCutRequestsAsync(Uri broker)
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in Cut)
            {
                await SendAndLeaveAsync(broker, text);
            }
        }
    }

    private static void AssertOneEach(IReadOnlyList<JsonElement> events)
    {
        var expected = Cut.GroupBy(text => text.Split(' ')[1]).ToDictionary(group => group.Key, group => Rounds * group.Count());
        Assert.Equal(expected, events.GroupBy(line => line.GetProperty("path").GetString()!).ToDictionary(group => group.Key, group => group.Count()));
    }

    /// <summary>The events when there are so many, and every connection has come to its end.</summary>
    private static async Task<IReadOnlyList<JsonElement>> EventsToTheEndAsync(RunningBroker broker, int least)
    {
        await broker.EventsAsync(least);
        await broker.Services.GetRequiredService<IServer>().StopAsync(Patience.Token);
        return broker.Events();
    }

    /// <summary>Ends its side, and waits until the broker has seen it.</summary>
    private static async Task LeaveAsync(HostConnection host)
    {
        host.EndSending();
        try
        {
            await host.ReadToEndAsync();
        }
        catch (IOException)
        {
            // The server may reset the connection of a host that has left.
        }
    }

    /// <summary>Sends and ends its side at once, and waits for the end of the other.</summary>
    private static async Task SendAndLeaveAsync(Uri broker, string text)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(broker.Host, broker.Port, Patience.Token);
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), Patience.Token);
        socket.Shutdown(SocketShutdown.Send);
        try
        {
            while (await socket.ReceiveAsync(new byte[1024], Patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // The server may reset the connection of a host that has left.
        }
    }
}
