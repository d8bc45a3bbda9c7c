using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C56: nothing writes exchanges down. There is no such feature, so there are no dumps from which headers would have to be struck.</summary>
public class DumpFileTests
{
    private readonly Marks _marks = new();

    [Fact]
    public async Task C56_Exchanges_OfEveryKind_AreWrittenToNoFile()
    {
        using var folder = new TemporaryFolder();
        var elsewhere = Directory.CreateDirectory(folder.File("elsewhere")).FullName;
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await BrokerChild.StartAsync(
            folder.Write($$"""
                "mode":"proxy","upstream_base_url":"{{upstream.Url}}","secret_source":{"kind":"env","name":"KEY"},"client_token_env":"TOKEN"
                """),
            new Dictionary<string, string>
            {
                ["KEY"] = _marks.Key, ["TOKEN"] = _marks.Token, ["HOME"] = elsewhere, ["TMPDIR"] = elsewhere, ["TEMP"] = elsewhere, ["TMP"] = elsewhere,
            },
            Patience.Token);
        var request = new RawRequest { Token = _marks.Token, Body = $"\"{_marks.Prompt}\"" };

        foreach (var one in (RawRequest[])[request, request with { Token = "x" }, request with { Body = _marks.Prompt }, request with { Target = $"/v1/files?{_marks.Query}" }])
        {
            using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
            await host.SendAsync(one.Text, Patience.Token);
            Assert.NotNull(await host.ReadAnswerAsync(Patience.Token));
        }

        Assert.Single(upstream.Requests);
        Assert.Equal(
            ["broker.json", "events.jsonl"],
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal));
        await using var events = new FileStream(folder.File("events.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(events);
        _marks.AssertAbsent(await reader.ReadToEndAsync(Patience.Token));
    }
}
