using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;

namespace Broker.Tests.AppHost;

public sealed class PortsTests
{
    [Fact]
    public void Ports_NotAskedFor_AreDifferentFreeOnes()
    {
        var endpoints = Enumerable.Range(0, 20).Select(_ => new EndpointAnnotation("http", null)).ToList();

        Ports.Allocate([Resource("many", [.. endpoints])]);

        Assert.Equal(20, endpoints.Select(endpoint => endpoint.AllocatedPort).OfType<int>().Distinct().Count());
    }

    [Fact]
    public void Ports_NotAskedFor_AreNoneThatTheSystemGivesAway()
    {
        var endpoints = Enumerable.Range(0, 20).Select(number => new EndpointAnnotation("http", number % 2 == 0 ? null : 0)).ToList();

        Ports.Allocate([Resource("many", [.. endpoints])]);

        Assert.All(endpoints, endpoint => Assert.InRange(endpoint.AllocatedPort ?? 0, 20_000, 31_999));
    }

    [Fact]
    public void Port_ThatIsTaken_IsNamed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refusal = Assert.Throws<DistributedApplicationException>(() => Ports.Allocate([Resource("broker", new EndpointAnnotation("http", port))]));

        Assert.StartsWith($"broker cannot listen on port {port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_AskedForTwice_IsNamed()
    {
        var free = new EndpointAnnotation("http", null);
        Ports.Allocate([Resource("any", free)]);
        var port = free.AllocatedPort!.Value;

        var refusal = Assert.Throws<DistributedApplicationException>(() => Ports.Allocate(
            [Resource("broker", new EndpointAnnotation("http", port)), Resource("other", new EndpointAnnotation("http", port))]));

        Assert.StartsWith($"other cannot listen on port {port}", refusal.Message, StringComparison.Ordinal);
    }

    private static ProjectResource Resource(string name, params EndpointAnnotation[] endpoints)
    {
        var resource = new ProjectResource(name);
        foreach (var endpoint in endpoints)
        {
            resource.Annotations.Add(endpoint);
        }

        return resource;
    }
}
