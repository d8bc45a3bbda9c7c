using Broker.Service.Configuration.Sections;

namespace Broker.Service.Configuration;

/// <summary>Spells the URL to listen on.</summary>
internal static class ListenUrl
{
    /// <summary>
    /// The URL of a host and port. A free port is taken on 127.0.0.1 when the host is <c>localhost</c>: that name means two
    /// addresses, and the server cannot find one port that is free on both.
    /// </summary>
    /// <param name="host">A name, or an address without brackets.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    public static string Create(string host, int port) =>
        $"http://{(port == 0 && host == "localhost" ? "127.0.0.1" : LoopbackHost.InUrl(host))}:{port}";
}
