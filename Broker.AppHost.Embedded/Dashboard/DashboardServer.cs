using Broker.AppHost.Embedded.Dashboard.Doors;
using Broker.AppHost.Embedded.Dashboard.Otlp;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>The dashboard: pages, JSON API and OTLP receivers on loopback, for as long as it is not disposed.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private readonly List<Door> _doors = [];

    private DashboardServer(DashboardOptions options) => (Url, OtlpGrpcUrl, OtlpHttpUrl) = (options.Url, options.OtlpGrpcUrl, options.OtlpHttpUrl);

    /// <summary>The address that the pages are really served at.</summary>
    public Uri Url { get; private set; }

    /// <summary>The address that really receives OTLP over gRPC.</summary>
    public Uri OtlpGrpcUrl { get; private set; }

    /// <summary>The address that really receives OTLP over http/protobuf.</summary>
    public Uri OtlpHttpUrl { get; private set; }

    /// <summary>Starts listening. An address that is taken ends in an <see cref="IOException"/> whose message names it.</summary>
    /// <param name="options">Where to listen and what to ask for.</param>
    /// <param name="resources">What to show.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">An address is not one of this machine alone, or a token is empty.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, IResourceSource resources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resources);
        LoopbackEndpoint.Check(options.Url);
        LoopbackEndpoint.Check(options.OtlpGrpcUrl);
        LoopbackEndpoint.Check(options.OtlpHttpUrl);

        var store = new TelemetryStore(options.Limits, options.Time);
        var intake = new TelemetryIntake(store, options.Limits, options.Time, options.Scan);
        var server = new DashboardServer(options);
        try
        {
            server.Url = await server.OpenAsync(PagesDoor.OpenAsync(options, resources, store, cancellationToken));
            server.OtlpGrpcUrl = await server.OpenAsync(OtlpGrpcDoor.OpenAsync(options, intake, cancellationToken));
            server.OtlpHttpUrl = await server.OpenAsync(OtlpHttpDoor.OpenAsync(options, intake, cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors)
        {
            await door.DisposeAsync();
        }

        _doors.Clear();
    }

    private async Task<Uri> OpenAsync(Task<Door> opening)
    {
        var door = await opening;
        _doors.Add(door);
        return door.Url;
    }
}
