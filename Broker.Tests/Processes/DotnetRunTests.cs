using System.Diagnostics;
using System.Reflection;

namespace Broker.Tests.Processes;

/// <summary>The README's way of starting the broker, from the repository's folder.</summary>
public class DotnetRunTests
{
    [Fact]
    public async Task DotnetRun_ConfigurationByARelativePath_BeginsWhereTheUserStands()
    {
        var cancel = TestContext.Current.CancellationToken;
        var configuration = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string[] arguments =
        [
            "run", "--no-build", "-c", configuration, "--project", "Broker.Service", "--",
            "check-config", "Broker.Service/configs/broker_config.dry-run.json",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);

        Assert.True(process.ExitCode == 0, await error);
        Assert.Contains("dry_run", await output, StringComparison.Ordinal);
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
