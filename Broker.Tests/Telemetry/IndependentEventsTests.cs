using System.Diagnostics;
using System.Text.Json.Nodes;
using Broker.Service.Requests;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Telemetry;

/// <summary>Events say the same of a request, whether or not anybody traces it.</summary>
public sealed class IndependentEventsTests
{
    private const string Chat = """{"id":"chatcmpl-1","model":"gpt-4o-mini-2024-07-18","choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":12}}""";
    private static readonly string[] Timings = ["time", "duration_ms", "time_to_first_byte_ms"];

    [Fact]
    public async Task Events_OfABrokerWithoutTelemetry_AreThoseOfABrokerWithIt()
    {
        await using var upstream = await RecordingUpstream.StartAsync(AnswerAsync);
        using var collected = new CollectedSpans();

        var with = await EventsAsync(upstream.Url, collected.TraceParent, collected.AddTo);
        var without = await EventsAsync(
            upstream.Url, collected.TraceParent, services => services.AddSingleton<IRequestTelemetry>(new NoTelemetry()));

        Assert.NotEmpty(await collected.WaitAsync(8, TestContext.Current.CancellationToken));
        Assert.Equal(with, without);
        Assert.All(
            [0, 1],
            index => Assert.Contains("""model":"gpt-4o-mini","input_tokens":8,"output_tokens":12,"time_to_first_byte_ms":0""", with[index], StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(string upstream, string traceParent, Action<IServiceCollection> customize)
    {
        await using var broker = await RunningBroker.StartProxyAsync(upstream, customize: customize);
        string[] headers = [$"api-key: {RunningBroker.Token}", $"traceparent: {traceParent}"];
        (string Start, string Body, string Accept)[] requests =
        [
            ("POST /v1/chat/completions", """{"model":"gpt-4o-mini"}""", "application/json"),
            ("POST /v1/chat/completions", """{"model":"gpt-4o-mini"}""", "text/event-stream"),
            ("POST /v1/embeddings", "{}", "*/*"),
            ("POST /v1/embeddings", "no json", "*/*"),
            ("POST /nope", "{}", "*/*"),
            ("GET /healthz", "", "*/*"),
            ("GET /nope", "", "*/*"),
        ];
        foreach (var (start, body, accept) in requests)
        {
            await WrittenRequest.SendAsync(broker, start, body, [.. headers, $"Accept: {accept}"]);
        }

        return [.. (await broker.EventsAsync(requests.Length)).Select(line => Timeless(line.GetRawText()))];
    }

    private static string Timeless(string line)
    {
        var members = JsonNode.Parse(line)!.AsObject();
        foreach (var name in Timings.Where(members.ContainsKey))
        {
            members[name] = 0;
        }

        return members.ToJsonString();
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var isStream = context.Request.Headers.Accept == "text/event-stream";
        context.Response.StatusCode = context.Request.Path == "/v1/embeddings" ? 429 : 200;
        context.Response.ContentType = isStream ? "text/event-stream" : "application/json";
        return context.Response.WriteAsync(isStream ? $"data: {Chat}\n\ndata: [DONE]\n\n" : Chat);
    }

    private sealed class NoTelemetry : IRequestTelemetry
    {
        public Activity? Begin(HttpContext context) => null;

        public void Complete(Activity? span, RequestRecord record, Verdict verdict, Outcome outcome, int status, bool isWritten)
        {
        }
    }
}
