using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C53 and C55: the broker is killed while sixteen hosts ask it for something. Whatever one of them has read whole is in the log.</summary>
public sealed class KilledUnderLoadTests : IDisposable
{
    private const int Hosts = 16;
    private const int AnswersPerRound = 300;

    private readonly TemporaryFolder _folder = new();

    private string Events => _folder.File("events.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\"events_chain\": true")]
    [InlineData("\"events_max_bytes\": 4096, \"events_keep\": 1000, \"events_chain\": true")]
    public async Task C55_Broker_KilledUnderLoad_HasTheLineOfEveryAnswer(string settings)
    {
        var config = _folder.Write(settings);
        var answered = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            answered.UnionWith(await AnswersUntilKilledAsync(config, round));
            AssertOnlyTheLastIsTorn(round);
            Assert.Equal(answered.Count, Paths().Where(answered.Contains).Count());
        }

        // The restart ends what the last kill left, and the chain goes on over all of them.
        await using (var child = await BrokerChild.StartAsync(config, new Dictionary<string, string>(), Patience.Token))
        {
            await AskAsync(child.Url!, "/last");
        }

        Assert.Equal("/last", Paths()[^1]);
        if (settings.Contains("chain", StringComparison.Ordinal))
        {
            await using var verify = BrokerChild.Start(["verify-events", Events]);
            var (code, _, errors) = await verify.EndAsync();
            Assert.Equal((0, ""), (code, errors));
        }
    }

    private static async Task<IEnumerable<string>> AnswersUntilKilledAsync(string config, int round)
    {
        var enough = new TaskCompletionSource();
        var count = 0;
        await using var child = await BrokerChild.StartAsync(config, new Dictionary<string, string>(), Patience.Token);
        var hosts = Enumerable.Range(0, Hosts).Select(host => AskUntilEndAsync(child.Url!, $"/{round}/{host}", () =>
        {
            if (Interlocked.Increment(ref count) == AnswersPerRound)
            {
                enough.SetResult();
            }
        })).ToList();
        await enough.Task.WaitAsync(Patience.Token);
        child.Kill();
        return (await Task.WhenAll(hosts)).SelectMany(paths => paths);
    }

    /// <summary>Asks on and on; each path that was answered, and only once the answer was read whole.</summary>
    private static async Task<List<string>> AskUntilEndAsync(Uri url, string prefix, Action onAnswer)
    {
        var paths = new List<string>();
        using var host = await HostSocket.ConnectAsync(url, Patience.Token);
        for (var i = 0; ; i++)
        {
            var path = $"{prefix}/{i}";
            if (!await host.SendAsync(new RawRequest { Target = path, IsLast = false }.Text, Patience.Token)
                || await host.ReadAnswerAsync(Patience.Token) is not { } answer
                || answer.Body.Length != int.Parse(answer.Header("Content-Length")!, null))
            {
                return paths;
            }

            Assert.Equal(403, answer.Status);
            paths.Add(path);
            onAnswer();
        }
    }

    private static async Task AskAsync(Uri url, string path)
    {
        using var host = await HostSocket.ConnectAsync(url, Patience.Token);
        await host.SendAsync(new RawRequest { Target = path }.Text, Patience.Token);
        Assert.Equal(403, (await host.ReadAnswerAsync(Patience.Token))?.Status);
    }

    private void AssertOnlyTheLastIsTorn(int killed)
    {
        var lines = Files().SelectMany(File.ReadAllLines).ToList();
        var torn = lines.Where(line => Path(line) is null).ToList();
        Assert.True(torn.Count <= killed + 1, $"After {killed + 1} kills: {string.Join('\n', torn)}");
        Assert.All(Files().SkipLast(1), file => Assert.EndsWith("}\n", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private IEnumerable<string> Files() => RotatedFiles.Numbers(Events).Reverse().Select(number => RotatedFiles.Name(Events, number)).Append(Events).Where(File.Exists);

    private List<string> Paths() => [.. Files().SelectMany(File.ReadAllLines).Select(Path).OfType<string>()];

    private static string? Path(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement.GetProperty("path").GetString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
