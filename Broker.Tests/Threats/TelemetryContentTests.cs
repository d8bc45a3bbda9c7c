using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C58: what hosts say and what models answer is nobody's but theirs, unless the owner asks for it, and then it is in spans alone.</summary>
public class TelemetryContentTests
{
    private readonly Marks _marks = new();

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("false", false)]
    public async Task C58_Prompt_AndAnswer_AreInNoTelemetry(string capture, bool isStreamed)
    {
        using var tap = new TelemetryTap();
        await using var stage = await AskAsync(tap, capture, isStreamed);

        Assert.Contains(tap.Spans, span => span.Contains("gen_ai.request.model=gpt-4o-mini", StringComparison.Ordinal));
        _marks.AssertAbsent(tap.Everything);
        _marks.AssertAbsent(string.Join('\n', stage.Broker.EventLines()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C58_Prompt_AndAnswer_AskedForByTheOwner_AreInSpansAlone(bool isStreamed)
    {
        using var tap = new TelemetryTap();
        await using var stage = await AskAsync(tap, "true", isStreamed);

        Assert.Contains(tap.Spans, span => span.Contains(_marks.Prompt, StringComparison.Ordinal) && span.Contains($"answer-{_marks.Text}", StringComparison.Ordinal));
        _marks.AssertAbsent(string.Join('\n', [.. tap.Logs, .. tap.Measurements, .. stage.Broker.EventLines()]));
    }

    private async Task<Stage> AskAsync(TelemetryTap tap, string capture, bool isStreamed)
    {
        var stage = await Stage.StartAsync(
            answer: context => AnswerAsync(context, isStreamed),
            environment: new Dictionary<string, string> { ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = capture },
            customize: tap.Tap);
        var stream = isStreamed ? "\"stream\":true," : "";
        var answer = await stage.SendAsync(new RawRequest
        {
            Target = "/v1/chat/completions",
            Headers = ["Content-Type: application/json"],
            Body = $$"""{{{stream}}"model":"gpt-4o-mini","messages":[{"role":"user","content":"{{_marks.Prompt}}"}]}""",
        });

        Assert.Equal(200, answer.Status);
        Assert.Contains($"answer-{_marks.Text}", answer.Body, StringComparison.Ordinal);
        return stage;
    }

    private Task AnswerAsync(HttpContext context, bool isStreamed)
    {
        context.Response.ContentType = isStreamed ? "text/event-stream" : "application/json";
        return context.Response.WriteAsync(isStreamed
            ? $$"""data: {"object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"answer-{{_marks.Text}}"},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n"
            : $$"""{"object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"answer-{{_marks.Text}}"},"finish_reason":"stop"}]}""");
    }
}
