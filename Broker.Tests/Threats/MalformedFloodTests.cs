using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C62: what the server refuses by itself, sent again and again over many connections, beside requests that are right.</summary>
public sealed class MalformedFloodTests
{
    private const int Connections = 64;
    private const int Requests = 40;

    public static TheoryData<string> Malformed => new(
        "GARBAGE\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
        "POST /v1/responses HTTP/1.1\r\n\r\n",
        $"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('x', 40_000)}\r\n\r\n");

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task C62_Requests_BesideAFloodOfMalformedOnes_AreAnsweredAndEachHasItsEvent(string malformed)
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)]);
        var url = await broker.ListenAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var flood = Enumerable.Range(0, Connections).Select(_ => FloodAsync(url, malformed, end.Token)).ToArray();

        // Each within the client's time-out of some seconds.
        using var client = Processes.StartTests.Client(url);
        client.Timeout = TimeSpan.FromSeconds(10);
        for (var i = 0; i < Requests; i++)
        {
            using var answer = await client.PostAsync("/v1/responses", new StringContent("{}"), TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)answer.StatusCode);
        }

        await end.CancelAsync();
        var refused = (await Task.WhenAll(flood)).Sum();
        var lines = await File.ReadAllLinesAsync(folder.File("events.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(Requests, lines.Count(line => line.Contains("\"ok\":true", StringComparison.Ordinal)));
        // What was under way at the end may or may not have an event by now.
        Assert.InRange(lines.Count(line => line.Contains("bad_request", StringComparison.Ordinal)), refused, refused + Connections);
    }

    /// <summary>Sends it on one connection after the other.</summary>
    /// <returns>How often it was answered.</returns>
    private static async Task<int> FloodAsync(Uri url, string malformed, CancellationToken cancellationToken)
    {
        var answered = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var host = await HostSocket.ConnectAsync(url, cancellationToken);
                await host.SendAsync(malformed, cancellationToken);
                answered += await host.ReadAvailableAsync(cancellationToken) is null ? 0 : 1;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Reset with bytes unread, or the end of the test.
            }
        }

        return answered;
    }
}
