using Broker.Tests.Infrastructure;
using Broker.Tests.Threats;

namespace Broker.Tests.Processes;

/// <summary>The memory of a running broker is not written to a file when it crashes.</summary>
public class CoreDumpTests
{
    private const string Warning = "if the broker crashes, the runtime may write its memory";

    [Fact]
    public async Task Broker_OnceItRuns_HasNoCoreDumpsAndStillRunsItsSecretCommand()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the limits of another process.");
        using var folder = new TemporaryFolder();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await StartAsync(
            folder,
            $$"""
            "mode":"proxy","upstream_base_url":"{{upstream.Url}}","secret_source":{"kind":"command","argv":["/bin/sh","-c","cat /proc/self/limits > limits; echo sk-1234567890"]}
            """);

        var limits = await File.ReadAllLinesAsync($"/proc/{broker.Id}/limits", Patience.Token);
        Assert.Matches(@"^Max core file size +0 +0 ", Assert.Single(limits, line => line.StartsWith("Max core", StringComparison.Ordinal)));

        using var client = new HttpClient { BaseAddress = broker.Url };
        using var answer = await client.PostAsync("/v1/responses", new StringContent("{}"), Patience.Token);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(["Bearer sk-1234567890"], Assert.Single(upstream.Requests).Headers["Authorization"]);
        // What the broker may not have written, the command that has the key too may not either.
        Assert.Matches(@"(?m)^Max core file size +0 +0 ", await File.ReadAllTextAsync(folder.File("limits"), Patience.Token));
        Assert.DoesNotContain("Core dumps", broker.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_DbgEnableMiniDump", "1", true)]
    [InlineData("COMPlus_DbgEnableMiniDump", "1", true)]
    [InlineData("DOTNET_DbgEnableMiniDump", "0", false)]
    public async Task Broker_WithTheRuntimesOwnDumpsTurnedOn_WarnsAtStart(string variable, string value, bool warns)
    {
        using var folder = new TemporaryFolder();
        await using var broker = await StartAsync(folder, "\"mode\":\"dry_run\"", (variable, value));
        // The last line of the start: whatever is warned of has been said by then.
        await Patience.UntilAsync(() => broker.Stderr.Contains("events go to", StringComparison.Ordinal), Patience.Token);

        Assert.NotNull(broker.Url);
        Assert.Equal(warns, broker.Stderr.Contains($"{variable} is set: {Warning}", StringComparison.Ordinal));
    }

    private static Task<BrokerChild> StartAsync(TemporaryFolder folder, string keys, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return BrokerChild.StartAsync(folder.Write(keys), environment, Patience.Token);
    }
}
