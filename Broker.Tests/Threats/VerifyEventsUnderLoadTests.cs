using Broker.Service.Auditing.Verification;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C66: what <c>verify-events</c> says of a log that is written and rotated while it is read.</summary>
public sealed class VerifyEventsUnderLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task C66_Log_OfABrokerThatWritesAndRotates_IsNeverCalledSpoilt(int keep)
    {
        var config = _folder.Write($"\"events_chain\": true, \"events_max_bytes\": 4096, \"events_keep\": {keep}");
        await using var broker = await BrokerChild.StartAsync(config, new Dictionary<string, string>(), Patience.Token);
        using var enough = new CancellationTokenSource();
        var hosts = Enumerable.Range(0, 4).Select(_ => AskUntilAsync(broker.Url!, enough.Token)).ToList();
        await Patience.UntilAsync(() => File.Exists(_folder.File("events.jsonl.1")), Patience.Token);
        var alarms = new List<string>();

        for (var i = 0; i < 250; i++)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            if (VerifyEventsCommand.Run(_folder.File("events.jsonl"), output, error) != 0)
            {
                alarms.Add(error.ToString());
            }
        }

        await enough.CancelAsync();
        Assert.True((await Task.WhenAll(hosts)).Sum() > 100);
        Assert.Equal([], alarms);
    }

    [Fact]
    public async Task C66_Log_SpoiltWhileItsBrokerWrites_IsCalledSo()
    {
        await using var broker = await BrokerChild.StartAsync(_folder.Write("\"events_chain\": true"), new Dictionary<string, string>(), Patience.Token);
        using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
        await AskAsync(host, 20);
        var path = _folder.File("events.jsonl");
        var lines = await File.ReadAllLinesAsync(path, Patience.Token);
        lines[4] = lines[4].Replace("200", "201", StringComparison.Ordinal);
        File.Move(path, path + ".1");
        await File.WriteAllLinesAsync(path + ".1", lines, Patience.Token);
        using var enough = new CancellationTokenSource();
        var hosts = Enumerable.Range(0, 4).Select(_ => AskUntilAsync(broker.Url!, enough.Token)).ToList();

        for (var i = 0; i < 50; i++)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            Assert.Equal(1, VerifyEventsCommand.Run(path, output, error));
            Assert.StartsWith("events.jsonl.1, line 5: ", error.ToString(), StringComparison.Ordinal);
        }

        await enough.CancelAsync();
        await Task.WhenAll(hosts);
    }

    private static async Task<int> AskUntilAsync(Uri url, CancellationToken enough)
    {
        using var host = await HostSocket.ConnectAsync(url, Patience.Token);
        for (var i = 0; ; i += 10)
        {
            if (enough.IsCancellationRequested)
            {
                return i;
            }

            await AskAsync(host, 10);
        }
    }

    private static async Task AskAsync(HostSocket host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
            Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }
    }
}
