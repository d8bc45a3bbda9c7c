using System.Text.Json;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Auditing;

/// <summary>Hosts that hang up while what they sent has not all been read. Each request that was begun leaves one event.</summary>
public abstract class AbandonedConnectionTests
{
    private protected const int Rounds = 5;
    private protected static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}\r\n";
    private protected static readonly string Inner = $"POST /v1/embeddings HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Content-Length: 2\r\n\r\n{{}}";

    public static TheoryData<bool> Schedulings => [false, true];

    private protected static Action<IServiceCollection> Scheduled(bool isInline) => services =>
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = isInline);

    private protected static string Length(string target, int missing) =>
        $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Content-Length: {Inner.Length + missing}\r\n\r\n{Inner}";

    private protected static string Chunked(string target, string body) => $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Token}Transfer-Encoding: chunked\r\n\r\n{body}";

    private protected static string? Error(JsonElement line) => line.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>The events when there are so many, and every connection has come to its end.</summary>
    private protected static async Task<IReadOnlyList<JsonElement>> EventsToTheEndAsync(RunningBroker broker, int least)
    {
        await broker.EventsAsync(least);
        await broker.Services.GetRequiredService<IServer>().StopAsync(Patience.Token);
        return broker.Events();
    }

    /// <summary>Ends its side, and waits until the broker has seen it.</summary>
    private protected static async Task LeaveAsync(HostConnection host)
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
    private protected static async Task SendAndLeaveAsync(Uri broker, string text)
    {
        using var host = await HostSocket.ConnectAsync(broker, Patience.Token);
        await host.SendAsync(text, Patience.Token);
        host.EndSending();
        await host.ReadToEndAsync(Patience.Token);
    }
}
