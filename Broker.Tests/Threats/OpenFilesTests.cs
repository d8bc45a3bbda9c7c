using Broker.Service.Configuration.Sections;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C63: more connections than the process may have files open.</summary>
public sealed class OpenFilesTests
{
    private const string UnixOnly = "Windows has no limit on open files.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(256)]
    [InlineData(1024)]
    public async Task C63_Connections_MoreThanThereMayBeFiles_LeaveTheBrokerServing(int openFiles)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.StartWithOpenFiles(openFiles, ["--config", BrokerChild.WriteConfig(folder)]);
        var url = await broker.ListenAsync();
        var idle = new List<HostSocket>();
        for (var i = 0; i < openFiles * 2; i++)
        {
            idle.Add(await HostSocket.ConnectAsync(url, Cancel));
        }

        // The first of them is among those that were accepted.
        var answer = await AskAsync(idle[0]);
        idle.ForEach(host => host.Dispose());

        Assert.Equal(200, answer?.Status);
        // While those that were idle still count, new ones are closed.
        while (true)
        {
            using var host = await HostSocket.ConnectAsync(url, Patience.Token);
            if (await AskAsync(host) is { Status: 200 })
            {
                break;
            }
        }
    }

    [Fact]
    public async Task C63_Start_WithTooFewOpenFiles_IsRefusedInOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        Assert.SkipWhen(BrokerChild.IsOther, "A native program needs fewer.");
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.StartWithOpenFiles(180, ["--config", BrokerChild.WriteConfig(folder)]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("ulimit -n", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C63_CheckConfig_ShowsHowManyConnectionsThereMayBe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.StartWithOpenFiles(1024, ["check-config", BrokerChild.WriteConfig(folder)]);

        Assert.Matches(@"connections +\d+ at once +limit of 1024 open files", (await broker.EndAsync()).Output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1_048_576ul)]
    public void C63_Connections_WithOpenFilesEnough_AreLimitedAsDocumented(ulong? openFiles) =>
        Assert.Equal(4096, ConnectionLimit.ForOpenFiles(openFiles));

    [Theory]
    [InlineData(0ul)]
    [InlineData(100ul)]
    public void C63_Connections_WithHardlyAnyOpenFiles_AreNone(ulong openFiles) => Assert.Equal(0, ConnectionLimit.ForOpenFiles(openFiles));

    private static async Task<RawAnswer?> AskAsync(HostSocket host)
    {
        await host.SendAsync("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", Patience.Token);
        return await host.ReadAnswerAsync(Patience.Token);
    }
}
