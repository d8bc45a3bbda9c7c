using System.Net;
using System.Net.Sockets;

namespace Broker.Wire;

/// <summary>A port for a program that cannot choose one itself.</summary>
internal static class FreePort
{
    /// <summary>A port that is free now; somebody else can take it meanwhile, so whoever uses it has to be ready to ask again.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
