using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MockProvider.Hosting;

/// <summary>The mock as a program of its own: settings in, one line out, until it is told to stop.</summary>
internal static class RunExtensions
{
    private const int CannotStart = 1;

    /// <summary>Logs one line per request to stderr, and nothing of the framework below a warning.</summary>
    public static void AddConsoleLog(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter(nameof(Microsoft), LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Runs until SIGINT or SIGTERM.</summary>
    /// <returns>The exit code: 0 after a stop, 2 for settings and mappings that cannot be, 1 when the address cannot be had.</returns>
    public static async Task<int> RunMockProviderAsync(this IHost host, CommandLine commandLine)
    {
        var configuration = host.Services.GetRequiredService<IConfiguration>();
        if (!MockProviderSettings.TryRead(configuration, commandLine, host.Services.GetRequiredService<ILoggerFactory>(), out var options, out var problems))
        {
            return Complain(problems, CommandLine.BadUsage);
        }

        await host.StartAsync().ConfigureAwait(false);
        try
        {
            var server = MockProviderServer.Start(options);
            await using (server.ConfigureAwait(false))
            {
                Console.WriteLine($"MockProvider listens on {server.Url} (what arrived: {server.Url}{AdminGuard.AdminPath}/requests; what to think of it: {server.Url}{ControlInterface.VerdictPath})");
                await host.WaitForShutdownAsync().ConfigureAwait(false);
            }

            return 0;
        }
        catch (MockProviderStartException exception)
        {
            await host.StopAsync().ConfigureAwait(false);
            return Complain([exception.Message], exception.IsOfSettings ? CommandLine.BadUsage : CannotStart);
        }
    }

    private static int Complain(IEnumerable<string> problems, int exitCode)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine($"MockProvider: {problem}");
        }

        return exitCode;
    }
}
