using System.Text;
using Broker.Tests.Infrastructure;
using Broker.Tests.Processes;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Faults;

/// <summary>A broker that is told to stop while it has much to do.</summary>
public class StopUnderLoadTests
{
    private const int Streams = 100;

    [Fact]
    public async Task Terminate_InTheMiddleOfAHundredStreams_LetsEachComeToItsEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), BrokerChild.UnixOnly);
        using var folder = new TemporaryFolder();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await mayEnd.Task;
            await context.Response.WriteAsync("data: last\n\n");
        });
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)], ("Broker__mode", "proxy"), ("Broker__upstream_base_url", upstream.Url));
        using var client = StartTests.Client(await broker.ListenAsync());
        var streams = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => BeginAsync(client)));

        await broker.SignalAsync("TERM");
        mayEnd.SetResult();

        foreach (var stream in streams)
        {
            Assert.Equal("ata: first\n\ndata: last\n\n", await stream.ReadToEndAsync(Patience.Token));
        }

        Assert.Equal(0, (await broker.EndAsync()).Code);
        var events = await File.ReadAllLinesAsync(folder.File("events.jsonl"), Patience.Token);
        Assert.Equal(Streams, events.Length);
        Assert.All(events, line => Assert.Contains("\"ok\":true,\"status\":200,\"mode\":\"proxy\"", line, StringComparison.Ordinal));
    }

    /// <summary>Begins a stream; done once its first letter is here.</summary>
    private static async Task<StreamReader> BeginAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Patience.Token);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Patience.Token));
        Assert.Equal(1, await reader.ReadAsync(new char[1], Patience.Token));
        return reader;
    }
}
