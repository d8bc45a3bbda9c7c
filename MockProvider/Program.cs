using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MockProvider.Hosting;

namespace MockProvider;

/// <summary>
/// The mock provider as a program: settings in, one line out, until SIGINT or SIGTERM. Keys do not belong on its command line, since
/// <c>ps</c> shows them.
/// </summary>
internal static class Program
{
    private const int CannotStart = 1;
    private const int BadUsage = 2;

    private const string Usage = """
        MockProvider: a fake OpenAI and Anthropic on this machine.

          --urls URL    where to listen (default http://127.0.0.1:8792; port 0 means any free one)
          --help        this text
          --version     the version

        Environment: ASPNETCORE_URLS, MockProvider__ApiKey (default sk-mock-provider-key),
        MockProvider__ChunkDelayMilliseconds (default 25), MockProvider__RequestsPerMinute (default 30000),
        MockProvider__TokensPerMinute (default 150000000), MockProvider__MappingsPath (default mappings, beside the program).
        """;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case []:
                return await RunAsync(url: null);
            case ["--urls", var url]:
                return await RunAsync(url);
            case [['-', '-', 'u', 'r', 'l', 's', '=', .. var url]]:
                return await RunAsync(url);
            case ["--help" or "-h"]:
                Console.WriteLine(Usage);
                return 0;
            case ["--version"]:
                Console.WriteLine($"MockProvider {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}");
                return 0;
            default:
                return Complain([$"cannot make sense of '{string.Join(' ', args)}'; it takes --urls URL, --help or --version."], BadUsage);
        }
    }

    private static async Task<int> RunAsync(string? url)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddFilter(nameof(Microsoft), LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddServiceDefaults();
        builder.AddServerSpans();
        using var host = builder.Build();
        var options = MockProviderSettings.Read(
            builder.Configuration, url, host.Services.GetRequiredService<ILoggerFactory>(), out var problems);
        if (problems.Count > 0)
        {
            return Complain(problems, BadUsage);
        }

        await host.StartAsync();
        try
        {
            await using var server = MockProviderServer.Start(options);
            Console.WriteLine(
                $"MockProvider listens on {server.Url} (what arrived: {server.Url}{AdminGuard.AdminPath}/requests; "
                + $"what to think of it: {server.Url}{ControlInterface.VerdictPath})");
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (MockProviderStartException exception)
        {
            await host.StopAsync();
            return Complain([exception.Message], exception.IsOfSettings ? BadUsage : CannotStart);
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
