using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Gives every endpoint its port before anything starts, so that a port that is taken is named instead of stumbled over.</summary>
internal static class Ports
{
    // Below those that systems give to outgoing connections and to whoever asks for any port: until the project listens on it, nobody
    // comes by such a port by chance.
    private const int LowestFree = 20_000;
    private const int HighestFree = 32_000;
    private const int MostTries = 100;

    /// <summary>Fills in <see cref="EndpointAnnotation.AllocatedPort"/> of all resources.</summary>
    /// <param name="resources">The app model.</param>
    /// <exception cref="DistributedApplicationException">Somebody else listens on a port that was asked for.</exception>
    public static void Allocate(IEnumerable<IResource> resources)
    {
        // All are held until all are known, or two endpoints could be given the same free port.
        var held = new List<TcpListener>();
        try
        {
            foreach (var resource in resources)
            {
                foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                {
                    var listener = endpoint.Port is > 0 and var port ? Hold(port, resource.Name) : HoldAny();
                    held.Add(listener);
                    endpoint.AllocatedPort = ((IPEndPoint)listener.LocalEndpoint).Port;
                }
            }
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener Hold(int port, string resource)
    {
        try
        {
            return Listen(port);
        }
        catch (SocketException e)
        {
            throw new DistributedApplicationException(
                $"{resource} cannot listen on port {port}: {e.Message}. End the program that uses the port, or choose another one.", e);
        }
    }

    private static TcpListener HoldAny()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Listen(Random.Shared.Next(LowestFree, HighestFree));
            }
            catch (SocketException) when (tries < MostTries)
            {
                // Somebody has it: another one.
            }
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Elsewhere a port is exclusive unless told otherwise, and to say no is to tell it otherwise.
                listener.ExclusiveAddressUse = true;
            }

            listener.Start();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
