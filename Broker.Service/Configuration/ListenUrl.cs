using Broker.Service.Configuration.Sections;

namespace Broker.Service.Configuration;

/// <summary>Formats the URL to listen on.</summary>
internal static class ListenUrl
{
    /// <summary>
    /// Returns the URL of a host and port. With port 0, <c>localhost</c> becomes 127.0.0.1: the name means two addresses, and the server
    /// cannot find a port that is free on both.
    /// </summary>
    /// <param name="host">A name, or an address without brackets.</param>
    /// <param name="port">TCP port; 0 for any free one.</param>
    public static string Create(string host, int port) =>
        $"http://{(port == 0 && host == "localhost" ? "127.0.0.1" : LoopbackHost.InUrl(host))}:{port}";
}
