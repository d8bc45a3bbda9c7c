using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C49, a process of its own: its command line, its files and what it prints hold nothing that was given to it in confidence.</summary>
public class CanaryProcessTests
{
    private readonly Marks _marks = new();

    [Fact]
    public async Task C49_Process_OfItsOwn_ShowsTheMarksNowhere()
    {
        using var folder = new TemporaryFolder();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await BrokerChild.StartAsync(
            folder.Write($$"""
                "mode":"proxy","upstream_base_url":"{{upstream.Url}}","secret_source":{"kind":"env","name":"KEY"},"client_token_env":"TOKEN"
                """),
            new Dictionary<string, string> { ["KEY"] = _marks.Key, ["TOKEN"] = _marks.Token },
            Patience.Token);

        foreach (var request in (RawRequest[])[new() { Token = _marks.Token, Body = $"\"{_marks.Prompt}\"" }, new() { Token = _marks.Token, Target = $"/v1/responses?k={_marks.Query}" }, new() { Token = "x" }])
        {
            using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
            await host.SendAsync(request.Text, Patience.Token);
            _marks.AssertAbsent((await host.ReadAnswerAsync(Patience.Token))!.ToString());
        }

        Assert.Equal([$"Bearer {_marks.Key}"], Assert.Single(upstream.Requests).Headers["Authorization"]);
        _marks.AssertAbsent(broker.Stderr);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.json*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open);
            _marks.AssertAbsent(await reader.ReadToEndAsync(Patience.Token));
        }

        if (OperatingSystem.IsLinux())
        {
            _marks.AssertAbsent(await File.ReadAllTextAsync($"/proc/{broker.Id}/cmdline", Patience.Token));
        }
    }
}
