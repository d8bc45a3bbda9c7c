using System.Reflection;

namespace Broker.Tests.Processes;

/// <summary>The README's way of starting the broker, from the repository's folder.</summary>
public class DotnetRunTests
{
    [Fact]
    public async Task DotnetRun_ConfigurationByARelativePath_BeginsWhereTheUserStands()
    {
        var configuration = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string[] arguments =
        [
            "run", "--no-build", "-c", configuration, "--project", "Broker.Service", "--",
            "check-config", "Broker.Service/configs/broker_config.dry-run.json",
        ];
        var settings = new ChildSettings { Folder = Repository(), Inherits = ChildSettings.AllButOurs };

        var end = await ChildProgram.RunAsync("dotnet", arguments, settings, TestContext.Current.CancellationToken);

        Assert.True(end.Code == 0, end.Errors);
        Assert.Contains("dry_run", end.Output, StringComparison.Ordinal);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Broker.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests were built outside the repository.");
        }

        return folder.FullName;
    }
}
