using System.Security.Cryptography;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>Section 1: <c>check-config --try-secrets</c>.</summary>
public class TrySecretsTests
{
    [Fact]
    public async Task TrySecrets_OfAVariable_SaysLengthAndFingerprintAndNothingElseOfIt()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(
            ["check-config", BrokerChild.WriteConfig(folder, """ "mode": "proxy", "secret_source": { "kind": "env", "name": "KEY" } """), "--try-secrets"],
            ("KEY", RunningBroker.ProviderKey));

        var (code, output, errors) = await broker.EndAsync();

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(RunningBroker.ProviderKey)))[..4];
        Assert.Equal(0, code);
        Assert.Contains($"{RunningBroker.ProviderKey.Length} characters, fingerprint {fingerprint}", output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.ProviderKey, output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrySecrets_OfACommandThatFails_ShowsWhatItSaysAndEndsWithTwo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is a shell of Unix.");
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder, """
            "mode": "proxy", "secret_source": { "kind": "command", "argv": ["/bin/sh", "-c", "echo you are not signed in >&2; exit 3"] }
            """);
        await using var broker = BrokerChild.Start(["check-config", "--try-secrets", config], ("PATH", "/usr/bin:/bin"));

        var (code, _, errors) = await broker.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("you are not signed in", errors, StringComparison.Ordinal);
        Assert.Contains("exit code 3", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrySecrets_WithoutCheckConfig_IsRefused()
    {
        await using var broker = BrokerChild.Start(["--try-secrets"]);

        Assert.Equal(2, (await broker.EndAsync()).Code);
    }
}
