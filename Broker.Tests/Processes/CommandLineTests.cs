using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>Section 1: what is asked for on the command line and needs no listening broker.</summary>
public class CommandLineTests
{
    [Fact]
    public async Task Help_AsAnOption_IsPrintedAndEndsWell()
    {
        await using var broker = BrokerChild.Start(["--help"]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.All((string[])["Broker.Service", "--config", "--urls", "check-config", "--version", "Broker__"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_AsAnOption_IsPrintedAndEndsWell()
    {
        await using var broker = BrokerChild.Start(["--version"]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*$", output.Trim());
    }

    [Fact]
    public async Task CheckConfig_OfAGoodFile_PrintsEffectiveSettingsAndNoSecret()
    {
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder, """ "client_token_env": "MY_TOKEN", "secret_source": {"kind": "env", "name": "MY_KEY"}, "mode": "proxy" """);
        await using var broker = BrokerChild.Start(["check-config", config], ("MY_TOKEN", "canary-token"), ("MY_KEY", "canary-key"), ("Broker__listen_port", "1234"));

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal(0, code);
        Assert.Matches("(?m)^ *listen_port +1234 .*Broker__listen_port", output);
        Assert.Matches("(?m)^ *max_request_bytes +262144 ", output);
        Assert.Contains("env:MY_KEY", output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("events.jsonl")));
    }
}
