using System.Net.Sockets;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Hosting;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service;

/// <summary>The life of one broker process: read the settings, start, say so, serve until told to stop.</summary>
internal static partial class BrokerProcess
{
    // What is answered when the stop comes gets this long; then the server breaks it off, and its event still gets written.
    private static readonly TimeSpan LastEvents = TimeSpan.FromSeconds(5);

    /// <summary>Runs a broker to its end.</summary>
    /// <param name="configPath">The configuration file; null for the dry run that ships beside the binary.</param>
    /// <param name="urls">Addresses from the command line, if any.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string? configPath, string? urls)
    {
        using var signals = new StopSignals();
        var environment = ProcessEnvironment.Read();
        var dumpWarnings = CoreDumps.TurnOff(environment);
        var configuration = ConfigurationLoader.Load(configPath, urls, environment);
        if (configuration is ConfigurationResult.Failed failed)
        {
            return StandardStreams.Run((_, error) =>
            {
                ProblemReport.Write(error, failed);
                return ExitCode.BadConfiguration;
            });
        }

        var loaded = (ConfigurationResult.Loaded)configuration;
        using var app = BrokerApplication.Build(loaded.Settings, environment);
        try
        {
            // The first thread has nothing else to do; to await would be code to compile before the first request.
            app.ListenOn(loaded.Settings.Listen);
            app.StartAsync(signals.Asked).GetAwaiter().GetResult();
            SayStarted(app, loaded, dumpWarnings);
        }
        catch (OperationCanceledException)
        {
            // Told to stop while it started.
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            StandardStreams.WriteError(Describe(e, string.Join(", ", loaded.Settings.Listen.EffectiveUrls)) + Environment.NewLine);
            return ExitCode.Failure;
        }

        using var stop = signals.Asked.Register(app.Lifetime.StopApplication);
        app.WaitForShutdown();
        app.Services.GetRequiredService<RequestsInFlight>().WaitUntilIdleAsync().Wait(LastEvents);
        return ExitCode.Success;
    }

    private static string Describe(Exception failure, string urls) => failure switch
    {
        { InnerException: AddressInUseException } =>
            $"{urls} is in use by another program. Stop it, or set listen_port to another port (0 takes any free one).",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"{urls} may not be listened on by this user. Set listen_port to a port above 1023 (0 takes any free one).",
        SocketException => $"{urls} cannot be listened on: {failure.Message}. Set listen_host to an address of this machine.",
        _ => failure.Message,
    };

    private static void SayStarted(WebApplication app, ConfigurationResult.Loaded loaded, IReadOnlyList<string> dumpWarnings)
    {
        var line = StartLine.Create(app.Services.GetRequiredService<PolicySource>().Current, app.Services.GetRequiredService<ListenAddress>());
        StandardStreams.WriteOutput(line.Span);

        // What is for the operator need not be waited for.
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Broker.Service");
        foreach (var warning in loaded.Warnings.Concat(dumpWarnings))
        {
            Log.Warning(logger, warning);
        }

        Log.Started(logger, loaded.FilePath, loaded.Settings.Events.Path);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Settings from {ConfigPath}; events go to {EventsPath}", EventName = nameof(Started))]
        public static partial void Started(ILogger logger, string configPath, string eventsPath);

        [LoggerMessage(2, LogLevel.Warning, "{Text}", EventName = nameof(Warning))]
        public static partial void Warning(ILogger logger, string text);
    }
}
