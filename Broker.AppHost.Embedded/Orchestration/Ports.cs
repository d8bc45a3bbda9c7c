using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Gives every endpoint its port before anything starts, so that a port that is taken is named instead of stumbled over.</summary>
internal static class Ports
{
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
                    var listener = Hold(endpoint.Port ?? 0, resource.Name);
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
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = OperatingSystem.IsWindows() };
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new DistributedApplicationException(
                $"{resource} cannot listen on port {port}: {e.Message}. End the program that uses the port, or choose another one.", e);
        }
    }
}
