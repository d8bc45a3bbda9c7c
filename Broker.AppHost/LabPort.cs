using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Broker.AppHost;

/// <summary>A port that the lab listens on, tried before anything starts: a program that finds its port taken would say so only on its own row.</summary>
/// <param name="Number">The port.</param>
/// <param name="Problem">Why it cannot be used, in a line; null when it can.</param>
internal sealed record LabPort(int Number, string? Problem)
{
    private static readonly string[] DashboardAddresses =
        ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>Reads a port's setting. 0 becomes a free port.</summary>
    /// <param name="lab">The settings of the lab.</param>
    /// <param name="key">The setting.</param>
    /// <param name="port">The port where nothing is set.</param>
    public static LabPort Read(IConfiguration lab, string key, int port)
    {
        if (lab[key] is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort))
        {
            return new(0, $"Lab:{key} is '{text}'; it must be a port, 0 to {IPEndPoint.MaxPort}. 0 takes any free one.");
        }

        return Try(port, out var bound)
            ? new(bound, null)
            : new(port, $"Port {port} is taken: another lab or another broker may be running. Stop it, or choose another port: -- --Lab:{key}=0");
    }

    /// <summary>Why the dashboard cannot listen where the launch profile says; null when it can.</summary>
    public static string? DashboardProblem(IConfiguration configuration) => DashboardAddresses
        .Where(name => Uri.TryCreate(configuration[name]?.Split(';')[0], UriKind.Absolute, out var url) && url is { IsLoopback: true, Port: > 0 } && !Try(url.Port, out _))
        .Select(name => $"The dashboard's address {configuration[name]} ({name}) is taken: another lab may be running. Stop it, or set another address.")
        .FirstOrDefault();

    private static bool Try(int port, out int bound)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            bound = ((IPEndPoint)listener.LocalEndpoint).Port;
            return true;
        }
        catch (SocketException)
        {
            bound = port;
            return false;
        }
    }
}
