using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>An address of this machine alone.</summary>
internal static class LoopbackEndpoint
{
    /// <summary>Throws unless the address is plain http on a name of this machine.</summary>
    /// <param name="url">The address.</param>
    /// <exception cref="ArgumentException">It is not; the message names it.</exception>
    public static void Check(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttp || !(IsLocalhost(url) || url.Host is "127.0.0.1" or "[::1]"))
        {
            throw new ArgumentException($"{url} is no address for the dashboard: it listens on http://127.0.0.1, http://localhost or http://[::1] alone.");
        }
    }

    /// <summary>Makes Kestrel listen there.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="url">The address; port 0 takes a free one, of the IPv4 loopback when the name is <c>localhost</c>.</param>
    /// <param name="protocols">What is spoken there.</param>
    public static void ListenOnLoopback(this KestrelServerOptions kestrel, Uri url, HttpProtocols protocols)
    {
        if (IsLocalhost(url) && url.Port != 0)
        {
            kestrel.ListenLocalhost(url.Port, Speak);
        }
        else
        {
            kestrel.Listen(url.Host is "[::1]" ? IPAddress.IPv6Loopback : IPAddress.Loopback, url.Port, Speak);
        }

        void Speak(ListenOptions listen) => listen.Protocols = protocols;
    }

    private static bool IsLocalhost(Uri url) => url.Host == "localhost";
}
