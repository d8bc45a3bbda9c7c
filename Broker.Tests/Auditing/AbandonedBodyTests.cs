using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Tests.Threats;
using BrokerProcess = Broker.Tests.Infrastructure.BrokerChild;

namespace Broker.Tests.Auditing;

/// <summary>Hosts that hang up inside a body: the rest of it is no request.</summary>
public sealed class AbandonedBodyTests : AbandonedConnectionTests
{
    /// <summary>Requests that end inside their body, or are refused before it is read; each is the last of its connection.</summary>
    private static readonly string[] Cut =
    [
        Length("/v1/files", 0), Length("/v1/files", 5), Length("/v1/responses", 0), Length("/v1/responses", 5),
        Chunked("/v1/responses", "5\r\n{\"a\":\r\n4"), Chunked("/v1/responses", "2\r\n{}\r\n0\r\nX-Broker"), Chunked("/v1/responses", $"zz\r\n{Inner}"),
        Chunked("/v1/files", $"{Inner.Length + 1:x}\r\n{Inner}"), Chunked("/v1/files", $"zz\r\n{Inner}"), Chunked("/v1/files", $"{Inner.Length:x}\r\n{Inner}\r\n0\r\n"),
    ];

    [Theory]
    [MemberData(nameof(Schedulings))]
    public async Task Body_OfAHostThatHangsUp_IsNeverReadAsARequest(bool isInline)
    {
        await using var broker = await RunningBroker.StartAsync(customize: Scheduled(isInline));

        await SendCutRequestsAsync(broker.Url);

        AssertOneEach(await EventsToTheEndAsync(broker, Rounds * Cut.Length));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Body_OfAHostThatHangsUpOnAProcess_IsNeverReadAsARequest(string inlineCompletions)
    {
        using var folder = new TemporaryFolder();
        await using var broker = await BrokerProcess.StartAsync(
            folder.Write("""
                "allowed_paths":["/v1/responses","/v1/embeddings"]
                """),
            new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = inlineCompletions },
            Patience.Token);

        await SendCutRequestsAsync(broker.Url!);

        var path = folder.File("events.jsonl");
        await Patience.UntilAsync(() => File.ReadLines(path).Count() >= Rounds * Cut.Length, Patience.Token);
        AssertOneEach([.. (await File.ReadAllLinesAsync(path, Patience.Token)).Select(line => JsonDocument.Parse(line).RootElement)]);
    }

    private static async Task SendCutRequestsAsync(Uri broker)
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in Cut)
            {
                await SendAndLeaveAsync(broker, text);
            }
        }
    }

    private static void AssertOneEach(IReadOnlyList<JsonElement> events)
    {
        var expected = Cut.GroupBy(text => text.Split(' ')[1]).ToDictionary(group => group.Key, group => Rounds * group.Count());
        Assert.Equal(
            expected,
            events.GroupBy(line => line.GetProperty("path").GetString()!).ToDictionary(group => group.Key, group => group.Count()));
    }
}
