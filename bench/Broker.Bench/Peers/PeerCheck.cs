using System.Net;
using System.Text;
using Broker.Bench.Stub;

namespace Broker.Bench.Peers;

/// <summary>Sees before any measuring that a peer does its work: a figure of one that does not would mean nothing.</summary>
internal static class PeerCheck
{
    /// <summary>Sends it one request with its token and one without.</summary>
    /// <exception cref="BenchException">It does something else than it should.</exception>
    public static async Task RunAsync(Peer peer, CancellationToken cancellationToken)
    {
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false };
            using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
            var (status, head) = await SendAsync(client, peer, peer.Token, cancellationToken);
            Require(status == HttpStatusCode.OK, $"It answers {(int)status} to a request that it should forward: {head}");
            if (peer.IsForeign)
            {
                return;
            }

            Require(head.Contains("\nAuthorization: Bearer ", StringComparison.OrdinalIgnoreCase), "It forwards no key.");
            Require(!head.Contains(peer.Token, StringComparison.Ordinal), "It forwards the caller token.");
            Require(peer.EventFile is null || new FileInfo(peer.EventFile).Length > 0, "It writes no event.");
            (status, _) = await SendAsync(client, peer, "another-token", cancellationToken);
            Require(status == HttpStatusCode.Unauthorized, $"It answers {(int)status} to a wrong caller token.");
        }
        catch (HttpRequestException e)
        {
            throw new BenchException($"It cannot be reached: {e.Message}");
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpClient client, Peer peer, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, peer.Url);
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(StubConnection.EchoBody));
        request.Content.Headers.Add("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("X-Broker-Token", token);
        using var answer = await client.SendAsync(request, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new BenchException(problem);
        }
    }
}
