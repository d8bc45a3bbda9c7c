using Broker.AppHost.Embedded.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>One listening address with a web application of its own behind it, so that each has just the services and limits it needs.</summary>
internal sealed class Door : IAsyncDisposable
{
    private const int MaxConnections = 256;
    private const int MaxHeaderBytes = 32 * 1024;
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(1);
    private readonly WebApplication _application;

    private Door(WebApplication application, Uri url) => (_application, Url) = (application, url);

    /// <summary>The address that is really listened on.</summary>
    public Uri Url { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="url">Where.</param>
    /// <param name="protocols">What is spoken there.</param>
    /// <param name="maxBodyBytes">Longest request body.</param>
    /// <param name="addServices">What is needed behind the door.</param>
    /// <param name="map">What is behind the door.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The address cannot be had; the message names it.</exception>
    public static async Task<Door> OpenAsync(
        Uri url,
        HttpProtocols protocols,
        long maxBodyBytes,
        Action<WebApplicationBuilder> addServices,
        Action<WebApplication> map,
        CancellationToken cancellationToken)
    {
        // Empty: no settings file, no environment variable, no command line has a say here.
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production, ApplicationName = typeof(Door).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            SetLimits(kestrel, maxBodyBytes);
            kestrel.ListenOnLoopback(url, protocols);
        });
        AddQuietLogging(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.AddRoutingCore();
        addServices(builder);

        var application = builder.Build();
        application.UseMiddleware<ResponseGuard>();
        application.UseMiddleware<LocalRequestGuard>();
        map(application);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await application.DisposeAsync();
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw new IOException($"The dashboard cannot listen on {url.GetLeftPart(UriPartial.Authority)}: {exception.Message}", exception);
        }

        var bound = new Uri(application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return new(application, bound);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Open pages are told, and end: disposed beneath them, they would fail at what is not there any more.
        using var patience = new CancellationTokenSource(GoodbyeWithin);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static void SetLimits(KestrelServerOptions kestrel, long maxBodyBytes)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestBodySize = maxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
    }

    private static void AddQuietLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);

        // A start that fails is thrown; what a sender did wrong is in the answer that it gets.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Grpc", LogLevel.Critical);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
