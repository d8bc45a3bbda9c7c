using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>
/// An application described by an app model, run by the embedded engine: for a developer's machine, where Aspire itself cannot
/// be restored.
/// </summary>
public sealed class DistributedApplication
{
    private readonly IReadOnlyList<IResource> _resources;
    private readonly IConfiguration _configuration;
    private readonly AppHostFacts _appHost;

    internal DistributedApplication(IReadOnlyList<IResource> resources, IConfiguration configuration, AppHostFacts appHost) =>
        (_resources, _configuration, _appHost) = (resources, configuration, appHost);

    /// <summary>Begins to describe an application.</summary>
    /// <param name="args">Command line of the app host.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? "Production";
        var appHost = AppHostFacts.Read(Assembly.GetEntryAssembly(), environment);

        var configuration = new ConfigurationManager();
        configuration.SetBasePath(appHost.Directory);
        configuration.AddJsonFile("appsettings.json", optional: true);
        configuration.AddJsonFile($"appsettings.{environment}.json", optional: true);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
        return new DistributedApplicationBuilder(configuration, appHost);
    }

    /// <summary>Runs the application until it is told to stop, by Ctrl+C or a signal. What keeps it from starting ends in exit code 1.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs the application until it is told to stop, by Ctrl+C, a signal or <paramref name="cancellationToken"/>.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = new StopSignals(cancellationToken);
        try
        {
            await new Orchestrator(_resources, EngineSettings.Read(_configuration, _appHost), TimeProvider.System).RunAsync(stop);
        }
        catch (DistributedApplicationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            Environment.ExitCode = 1;
        }
    }
}
