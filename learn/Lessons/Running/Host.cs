using System.Net;
using System.Text;

namespace Broker.Lessons.Running;

/// <summary>What an editor or a CLI does: it knows a local address and a caller token, and sends a chat request.</summary>
internal static class Host
{
    /// <summary>The caller token of the checks' own brokers.</summary>
    public const string Token = "a-caller-token";

    /// <summary>Where chat requests go.</summary>
    public const string ChatPath = "/v1/chat/completions";

    /// <summary>A chat request.</summary>
    public const string Chat = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>Makes a request with the caller token.</summary>
    /// <param name="broker">Who gets it.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="body">JSON.</param>
    public static HttpRequestMessage Request(Uri broker, string path = ChatPath, string body = Chat)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(broker, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Broker-Token", Token);
        return request;
    }

    /// <summary>Makes a client that shows answers as they are: it uses no system proxy, and follows redirects only when told to.</summary>
    /// <param name="followsRedirects">Whether it does.</param>
    public static HttpClient Client(bool followsRedirects = false) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = followsRedirects });

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var client = Client();
        using var answer = await client.SendAsync(request, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
