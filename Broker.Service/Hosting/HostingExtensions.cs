using System.Text;
using Broker.Service.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Broker.Service.Hosting;

/// <summary>Sets up what the broker runs on: the server's limits, logs on standard error, and the few settings that others read.</summary>
internal static class HostingExtensions
{
    private static readonly string[] ServiceSettings = ["OTEL_", "services__"];

    /// <summary>Passes on the variables of OpenTelemetry and of service discovery, and no others: nothing may move the port or loosen the logs.</summary>
    public static void AddServiceSettings(this IConfigurationBuilder configuration, IProcessEnvironment environment)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.Variables)
        {
            if (Array.Exists(ServiceSettings, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            }
        }

        configuration.AddInMemoryCollection(settings);
    }

    /// <summary>
    /// Logs go to standard error, since standard output belongs to the start line. The framework's own categories stay at
    /// warnings: below that they print whole request targets.
    /// </summary>
    public static void AddStandardError(this ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning)
        // A start that fails is told by the process itself, in one line.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        // As long as this one may log, the server makes an activity for each request, whether anybody traces or not.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        // Nothing prints scopes; the framework would open one for each request.
        .Services.Configure<LoggerFilterOptions>(filters => filters.CaptureScopes = false)
        .Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // Nobody may be reading: a terminal on hold, a pipe that is full. Requests do not wait for that; events are the record.
            console.QueueFullMode = Microsoft.Extensions.Logging.Console.ConsoleLoggerQueueFullMode.DropWrite;
        });

    /// <summary>Listens on the checked addresses, once it starts.</summary>
    public static void ListenOn(this WebApplication app, ListenSettings listen)
    {
        foreach (var url in listen.EffectiveUrls)
        {
            app.Urls.Add(url);
        }
    }

    // What says whom a request is for and where it ends is read strictly, as the server does by itself. Of any other header a value that is
    // not ASCII makes no request malformed: read so it keeps its bytes, and whoever looks at the header drops it.
    private static Encoding? EncodingOf(string header) => header is "Host" or "Content-Length" or "Transfer-Encoding" ? null : Encoding.Latin1;

    /// <summary>HTTP/1.1, with limits that fit one person's tools.</summary>
    public static void UseLimitedKestrel(this IWebHostBuilder host, ListenSettings listen)
    {
        host.UseKestrelCore();
        host.ConfigureServices(services => services
            .AddSingleton<IMemoryPoolFactory<byte>, SocketMemory>()
            .AddSingleton<SocketTransportFactory>()
            // The server asks the factory that was added last.
            .AddSingleton<IConnectionListenerFactory>(provider => new LimitedTransport(provider.GetRequiredService<SocketTransportFactory>(), listen.MaxConnections)));
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Answers of an upstream pass byte for byte, and header values are bytes.
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.RequestHeaderEncodingSelector = EncodingOf;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);

            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 100;
            // The body is counted by its own check, which answers in the broker's own words.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        host.ConfigureServices(services => services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = StopSignals.TimeLimit + StopSignals.LastEvents));
    }
}
