using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Broker.Service.Hosting;

/// <summary>The address that is really listened on; known once the server has started.</summary>
internal sealed class ListenAddress(IServer server)
{
    /// <summary>The first address, as <c>http://127.0.0.1:8791</c>.</summary>
    public string Url => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The server has not started.");

    /// <summary>Its host, without brackets.</summary>
    public string Host => new Uri(Url).IdnHost;

    /// <summary>Its port.</summary>
    public int Port => new Uri(Url).Port;
}
