using System.Globalization;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C64: a dry run's answer, which indentation makes many times as long as the request.</summary>
public sealed class DryRunMemoryTests
{
    private const int Hosts = 60;
    private const int MostMemory = 400 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task C64_DryRuns_OfHostsThatDoNotRead_TakeLittleMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "How much memory a process had at most is in /proc, on Linux alone.");
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)]);
        var url = await broker.ListenAsync();
        var deep = $"{new string('[', 60)}1{new string(']', 60)}";
        var body = $"[{string.Join(',', Enumerable.Repeat(deep, 260_000 / (deep.Length + 1)))}]";
        var request = $"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        var hosts = new List<HostSocket>();
        for (var i = 0; i < Hosts; i++)
        {
            hosts.Add(await HostSocket.ConnectAsync(url, Cancel));
            await hosts[^1].SendAsync(request, Cancel);
        }

        // Each of them has the beginning of its answer by now.
        foreach (var host in hosts)
        {
            Assert.Equal("HTTP/1.1 200 OK", await host.ReadAsync(15, Cancel));
        }

        var peak = (await File.ReadAllLinesAsync($"/proc/{broker.Id.ToString(CultureInfo.InvariantCulture)}/status", Cancel)).Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        Assert.InRange(int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture), 1, MostMemory);
        hosts.ForEach(host => host.Dispose());
    }

    [Theory]
    [InlineData(36_000_000, 1)]
    [InlineData(2, 1_000_000)]
    public async Task C64_DryRun_OfABodyWithinTheLimit_IsDescribedWhole(int textLength, int texts)
    {
        await using var broker = await RunningBroker.StartAsync(settings => settings with { MaxRequestBytes = 100_000_000 });
        var json = new StringBuilder("[");
        for (var i = 0; i < texts; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(textLength == 2 ? "1" : $"\"{new string('x', textLength)}\"");
        }

        using var client = new HttpClient { BaseAddress = broker.Url };
        using var answer = await client.PostAsync("/v1/responses", new StringContent(json.Append(']').ToString()), Cancel);

        Assert.Equal(200, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(answer.Content.Headers.ContentLength, text.Length);
        Assert.EndsWith(textLength == 2 ? "    1\n  ]\n}" : "x\"\n  ]\n}", text, StringComparison.Ordinal);
    }
}
