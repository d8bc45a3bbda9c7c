using System.Net;
using System.Net.Sockets;

namespace Broker.Pictures;

/// <summary>Where broker and mock provider listen: where the pages say, unless somebody is there already.</summary>
/// <param name="Broker">The broker's port.</param>
/// <param name="Mock">The mock provider's port.</param>
internal sealed record LabPorts(int Broker, int Mock)
{
    private static readonly LabPorts AsOnThePages = new(8791, 8792);

    /// <summary>Chooses them.</summary>
    public static LabPorts Choose()
    {
        if (IsFree(AsOnThePages.Broker) && IsFree(AsOnThePages.Mock))
        {
            return AsOnThePages;
        }

        Console.WriteLine($"Ports {AsOnThePages.Broker} and {AsOnThePages.Mock} are not both free: the pictures will show others.");
        using var broker = Listen(0);
        using var mock = Listen(0);
        return new(PortOf(broker), PortOf(mock));
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = Listen(port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
