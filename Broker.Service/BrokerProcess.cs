using System.Net.Sockets;
using Broker.Service.Configuration;
using Broker.Service.Configuration.Sections;
using Broker.Service.Credentials;
using Broker.Service.Hosting;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service;

/// <summary>The life of one broker process: read the settings, start, say so, serve until told to stop.</summary>
internal static partial class BrokerProcess
{
    /// <summary>Runs a broker to its end.</summary>
    /// <param name="command">What the command line asks for.</param>
    /// <param name="portWarning">What to warn of besides; null for nothing.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(CommandLineResult.Run command, string? portWarning)
    {
        using var signals = new StopSignals();
        var environment = ProcessEnvironment.Read();
        string[] warnings = [.. CoreDumps.TurnOff(environment), .. portWarning is null ? (string[])[] : [portWarning]];
        var configuration = ConfigurationLoader.Load(command.ConfigPath, command.Urls, environment);
        if (configuration is ConfigurationResult.Failed failed)
        {
            return StandardStreams.Run((_, error) =>
            {
                ProblemReport.Write(error, failed);
                return ExitCode.BadConfiguration;
            });
        }

        var loaded = (ConfigurationResult.Loaded)configuration;
        if (ConnectionLimit.FindProblem(loaded.Settings.Listen.MaxConnections) is { } problem)
        {
            StandardStreams.WriteError(problem + Environment.NewLine);
            return ExitCode.Failure;
        }

        using var app = BrokerApplication.Build(loaded.Settings, environment);
        using var stopping = signals.Stopping.Register(app.Lifetime.StopApplication);
        try
        {
            // The first thread has nothing else to do; to await would be code to compile before the first request.
            app.ListenOn(loaded.Settings.Listen);
            app.StartAsync(signals.Stopping).GetAwaiter().GetResult();
            SayStarted(app, loaded, warnings);
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

        app.Lifetime.ApplicationStopping.WaitHandle.WaitOne();
        signals.Stop();
        Stop(app, signals.BreakingOff);
        return ExitCode.Success;
    }

    /// <summary>Lets requests under way finish, breaks off what is left of them when <paramref name="breakingOff"/> says so, and waits for their events.</summary>
    private static void Stop(WebApplication app, CancellationToken breakingOff)
    {
        var requests = app.Services.GetRequiredService<RequestsInFlight>();
        using var abort = new CancellationTokenSource();
        using var registration = breakingOff.Register(() =>
        {
            // First: the events of what the server aborts then must not blame the host.
            requests.BreakOff();
            abort.Cancel();
        });
        try
        {
            app.StopAsync(abort.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // The server has aborted what was left.
        }

        requests.WaitUntilIdleAsync().Wait(StopSignals.LastEvents, CancellationToken.None);
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

    private static void SayStarted(WebApplication app, ConfigurationResult.Loaded loaded, string[] warnings)
    {
        var line = StartLine.Create(app.Services.GetRequiredService<PolicySource>().Current, app.Services.GetRequiredService<ListenAddress>());
        StandardStreams.WriteOutput(line.Span);

        // What is for the operator need not be waited for.
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Broker.Service");
        foreach (var warning in loaded.Warnings.Concat(warnings))
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
