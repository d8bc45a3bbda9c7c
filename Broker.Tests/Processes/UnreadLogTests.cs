using System.Net;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>A terminal on hold, or a pipe that nobody reads, must not stop the broker: its log is there to be read, not to be waited for.</summary>
public sealed class UnreadLogTests : IDisposable
{
    private const int Requests = 2000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Broker_NobodyReadsItsLog_GoesOnAnswering()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says how much a pipe takes that nobody reads.");
        await using var broker = BrokerChild.StartUnread(["--config", BrokerChild.WriteConfig(_folder)]);
        var url = await broker.ListenAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        var answered = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, cancel) =>
        {
            using var content = new StringContent("{}");
            using var answer = await client.PostAsync(new Uri("/not/allowed", UriKind.Relative), content, cancel);
            Interlocked.Add(ref answered, answer.StatusCode == HttpStatusCode.Forbidden ? 1 : 0);
        });

        Assert.Equal(Requests, answered);
    }
}
