using System.Net;
using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>Section 1: exit codes, and what stands on standard error.</summary>
public class RefusalToStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckConfig_OfABadFile_SaysWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["check-config", BrokerChild.WriteConfig(folder, "\"listen_host\": \"0.0.0.0\"")]);

        AssertBadConfiguration(await broker.EndAsync(), "listen_host", "0.0.0.0");
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("start", "start")]
    [InlineData("--config", "--config")]
    [InlineData("check-config", "check-config")]
    public async Task CommandLine_ThatIsNotUnderstood_EndsWithTwo(string argument, string named)
    {
        await using var broker = BrokerChild.Start([argument]);

        AssertBadConfiguration(await broker.EndAsync(), named);
    }

    [Fact]
    public async Task Config_WithManyProblems_HasThemAllReportedAtOnce()
    {
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(
            folder,
            """
            "mode": "prox", "max_request_bytes": -1, "client_token_env": "NO_SUCH_TOKEN", "secret_source": {"kind": "command", "argv": "op read"},
            "upstream_timeout_second": 3, "events_path": "missing/folder/events.jsonl"
            """,
            port: 70000);
        await using var broker = BrokerChild.Start(["--config", config], ("Broker__upstream_base_url", "http://api.example"), ("Broker__lissten_port", "1"));

        AssertBadConfiguration(
            await broker.EndAsync(),
            "listen_port", "70000", "mode", "prox", "dry_run", "max_request_bytes", "-1", "NO_SUCH_TOKEN", "argv", "upstream_timeout_seconds", "events_path", "https", "lissten_port");
    }

    [Theory]
    [InlineData("{ \"mode\": ")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Config_ThatIsNoObject_IsReportedWithItsName(string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("bad.json"), text, Cancel);
        await using var broker = BrokerChild.Start(["--config", folder.File("bad.json")]);

        AssertBadConfiguration(await broker.EndAsync(), folder.File("bad.json"));
    }

    [Fact]
    public async Task Config_ThatDoesNotExist_IsReportedWithItsName()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", folder.File("none.json")]);

        AssertBadConfiguration(await broker.EndAsync(), folder.File("none.json"));
    }

    [Fact]
    public async Task Port_ThatIsTaken_EndsWithOneAndOneLine()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder, port: port)]);

        AssertFailure(await broker.EndAsync(), $"http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task Address_OfAnotherMachine_EndsWithOneAndOneLine()
    {
        using var folder = new TemporaryFolder();
        // RFC 5737: an address that no machine has.
        var config = BrokerChild.WriteConfig(folder, """ "listen_host": "192.0.2.1", "allow_remote": true, "client_token_env": "MY_TOKEN" """);
        await using var broker = BrokerChild.Start(["--config", config], ("MY_TOKEN", "canary-token"));

        AssertFailure(await broker.EndAsync(), "192.0.2.1");
    }

    [Fact]
    public async Task EventFile_OfAnotherBroker_EndsWithOneAndOneLineThatNamesIt()
    {
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder);
        await using var first = BrokerChild.Start(["--config", config]);
        await first.ListenAsync();
        await using var second = BrokerChild.Start(["--config", config]);

        AssertFailure(await second.EndAsync(), folder.File("events.jsonl"));
    }

    private static void AssertBadConfiguration(ChildEnd end, params string[] named)
    {
        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.All(named, word => Assert.Contains(word, end.Errors, StringComparison.Ordinal));
        AssertReadable(end.Errors);
    }

    private static void AssertFailure(ChildEnd end, string named)
    {
        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.Contains(named, Assert.Single(end.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        AssertReadable(end.Errors);
    }

    private static void AssertReadable(string errors)
    {
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }
}
