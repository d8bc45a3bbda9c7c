using System.Net;
using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Processes;

/// <summary>Section 1: how a broker ends, and what is in the log by then.</summary>
public class StopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Signal_WhileIdle_EndsItWell(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), BrokerChild.UnixOnly);
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)]);
        await broker.ListenAsync();

        await broker.SignalAsync(signal);

        var (code, output, errors) = await broker.EndAsync();
        Assert.Equal((0, ""), (code, output));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Signal_WithARequestInFlight_LetsItFinishAndLogsIt(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), BrokerChild.UnixOnly);
        using var folder = new TemporaryFolder();
        var mayAnswer = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            reached.SetResult();
            await mayAnswer.Task;
            await context.Response.WriteAsync("data: last\n\n");
        });
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)], ("Broker__mode", "proxy"), ("Broker__upstream_base_url", upstream.Url));
        var url = await broker.ListenAsync();
        using var client = StartTests.Client(url);

        var answering = client.PostAsync("/v1/responses", new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);
        await reached.Task.WaitAsync(Cancel);
        await broker.SignalAsync(signal);
        await RefusesConnectionsAsync(url);
        mayAnswer.SetResult();

        using var answer = await answering;
        Assert.Equal("data: first\n\ndata: last\n\n", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(0, (await broker.EndAsync()).Code);
        Assert.Contains("\"ok\":true,\"status\":200,\"mode\":\"proxy\"", Assert.Single(await File.ReadAllLinesAsync(folder.File("events.jsonl"), Cancel)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C65_Signal_WithARequestThatNeverEnds_BreaksItOffAndBlamesNoHost(bool hasBegun)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), BrokerChild.UnixOnly);
        using var folder = new TemporaryFolder();
        var reached = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            if (hasBegun)
            {
                await context.Response.WriteAsync("data: first\n\n");
                await context.Response.Body.FlushAsync();
            }

            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)],
            ("Broker__mode", "proxy"), ("Broker__upstream_base_url", upstream.Url), ("Broker__upstream_timeout_seconds", "3000"));
        var url = await broker.ListenAsync();
        using var client = StartTests.Client(url);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var answering = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await reached.Task.WaitAsync(Cancel);
        using var answer = hasBegun ? await answering : null;
        await broker.SignalAsync("TERM");
        await RefusesConnectionsAsync(url);
        // The second signal ends the wait.
        await broker.SignalAsync("HUP");

        Assert.Equal(0, (await broker.EndAsync()).Code);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer is null ? answering : answer.Content.ReadAsStringAsync(Cancel));
        var line = Assert.Single(await File.ReadAllLinesAsync(folder.File("events.jsonl"), Cancel));
        Assert.Contains(hasBegun ? "\"ok\":false,\"status\":200" : "\"ok\":false,\"status\":503", line, StringComparison.Ordinal);
        Assert.Contains("\"error\":\"broker_stopping\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C65_Signal_WhileASecretCommandHangs_EndsItAtOnceAndAnswers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), BrokerChild.UnixOnly);
        using var folder = new TemporaryFolder();
        var marker = folder.File("started");
        await using var broker = BrokerChild.Start(
            [
                "--config",
                BrokerChild.WriteConfig(folder, $$"""
                    "mode": "proxy", "secret_source": { "kind": "command", "argv": ["/bin/sh", "-c", "echo > {{marker}}; sleep 1000"] }
                    """),
            ],
            ("PATH", "/usr/bin:/bin"));
        using var client = StartTests.Client(await broker.ListenAsync());

        var answering = client.PostAsync("/v1/responses", new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);
        await Patience.UntilAsync(() => File.Exists(marker), Cancel);
        await broker.SignalAsync("TERM");

        using var answer = await answering;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("the broker is stopping", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await broker.EndAsync()).Code);
    }

    [Fact]
    public async Task Kill_RightAfterAnAnswer_FindsItsLineInTheFile()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)]);
        using var client = StartTests.Client(await broker.ListenAsync());

        using var answer = await client.PostAsync("/v1/responses", new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);
        await broker.KillAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await File.ReadAllLinesAsync(folder.File("events.jsonl"), Cancel));
    }

    [Fact]
    public async Task Kill_OfABroker_LeavesItsFileFreeForTheNext()
    {
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder);
        await using var first = BrokerChild.Start(["--config", config]);
        await first.ListenAsync();
        await first.KillAsync();

        await using var second = BrokerChild.Start(["--config", config]);

        Assert.NotEqual(0, (await second.ListenAsync()).Port);
    }

    /// <summary>Waits until the broker has begun to stop: it takes no connection any more.</summary>
    private static async Task RefusesConnectionsAsync(Uri url)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var host = await HostSocket.ConnectAsync(url, deadline.Token);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }
}
