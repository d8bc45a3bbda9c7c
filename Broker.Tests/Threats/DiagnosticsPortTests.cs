using System.Globalization;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C61: the runtime's diagnostics port, which would give environment and memory of the process to any program of the same user.</summary>
public sealed class DiagnosticsPortTests
{
    private const string UnixOnly = "On Windows the owner has to close the port; docs/security.md says so.";

    [Fact]
    public async Task C61_Broker_StartedPlainly_HasNoDiagnosticsPort()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using var temporary = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)], ("TMPDIR", temporary.Path));
        await broker.ListenAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task C61_Broker_WhoseOwnerWantsThePort_KeepsItAndWarns()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        Assert.SkipWhen(BrokerChild.IsOther, "Another program may be native, and linked without the port.");
        using var temporary = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)], ("TMPDIR", temporary.Path), ("DOTNET_EnableDiagnostics", "1"));
        await broker.ListenAsync();

        var id = broker.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Contains(Directory.EnumerateFileSystemEntries(temporary.Path), file => Path.GetFileName(file).StartsWith($"dotnet-diagnostic-{id}-", StringComparison.Ordinal));
        await broker.SignalAsync("TERM");
        Assert.Contains("DOTNET_EnableDiagnostics", (await broker.EndAsync()).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C61_Command_OfABroker_DoesNotInheritTheVariable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using var folder = new TemporaryFolder();
        var seen = folder.File("seen");
        await using var broker = BrokerChild.Start(
            [
                "--config",
                BrokerChild.WriteConfig(folder, $$"""
                    "mode": "proxy", "secret_source": { "kind": "command", "argv": ["/bin/sh", "-c", "env > {{seen}}; exit 1"] }
                    """),
            ],
            ("PATH", "/usr/bin:/bin"));
        using var client = Processes.StartTests.Client(await broker.ListenAsync());

        using var answer = await client.PostAsync("/v1/responses", new StringContent("{}"), TestContext.Current.CancellationToken);

        var variables = await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken);
        Assert.Contains("PATH=", variables, StringComparison.Ordinal);
        Assert.DoesNotContain("EnableDiagnostics", variables, StringComparison.Ordinal);
    }
}
