namespace Broker.Tests.Dialects;

/// <summary>A forwarded call of Anthropic's API by the OpenTelemetry conventions for generative AI.</summary>
public class AnthropicCallTests
{
    private const string Request = """{"model":"claude-1","max_tokens":64,"messages":[{"role":"user","content":"hello"}]}""";

    private const string Message = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-1-20260101","content":[{"type":"text","text":"Hello"}],
         "stop_reason":"end_turn","usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":4}}
        """;

    private static readonly string Stream = DialectCall.Events(
        """{"type":"message_start","message":{"id":"msg_1","model":"claude-1-20260101","content":[],"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":1}}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}""",
        """{"type":"message_stop"}""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_WholeOrStreamed_HasUsageInSpanEventAndMetrics(bool isStreamed)
    {
        var call = isStreamed
            ? await DialectCall.SendAsync(Stream, body: Request, mediaType: "text/event-stream; charset=utf-8")
            : await DialectCall.SendAsync(Message, body: Request);

        Assert.Equal("chat claude-1", call.Span.DisplayName);
        Assert.Equal(("chat", "anthropic"), (call["gen_ai.operation.name"], call["gen_ai.provider.name"]));
        Assert.Equal(("msg_1", "claude-1-20260101"), (call["gen_ai.response.id"], call["gen_ai.response.model"]));
        Assert.Equal(["end_turn"], Assert.IsType<string[]>(call["gen_ai.response.finish_reasons"]));
        Assert.Equal((3210L, 4L), (call["gen_ai.usage.input_tokens"], call["gen_ai.usage.output_tokens"]));
        Assert.Equal(200L, call["gen_ai.usage.cache_creation.input_tokens"]);
        Assert.Equal(3000L, call["gen_ai.usage.cache_read.input_tokens"]);
        Assert.Equal(isStreamed, call["gen_ai.response.time_to_first_chunk"] is double);
        Assert.Equal((3210, 4), (call.Event.GetProperty("input_tokens").GetInt64(), call.Event.GetProperty("output_tokens").GetInt64()));
        Assert.Equal([("anthropic", "input", 3210), ("anthropic", "output", 4)], call.Tokens.Select(
            measurement => (measurement.Tags["gen_ai.provider.name"], measurement.Tags["gen_ai.token.type"], (int)measurement.Value)));
    }

    [Fact]
    public async Task CountOfTokens_IsNoModelCallAndNoUsage()
    {
        var call = await DialectCall.SendAsync("""{"input_tokens":14}""", GeneralBroker.CountTokens, Request);

        Assert.Equal("forward", call.Span.DisplayName);
        Assert.Null(call["gen_ai.provider.name"]);
        Assert.False(call.Event.TryGetProperty("input_tokens", out _));
        Assert.Empty(call.Tokens);
    }

    [Theory]
    [InlineData("<html>no model</html>", "text/html")]
    [InlineData("\0\u0001{\"usage\":", "application/octet-stream")]
    [InlineData("{\"usage\":{\"input_tokens\":", "application/json")]
    [InlineData("event: message_start\ndata: message_start\n\ndata: [DONE]\n\n", "text/event-stream")]
    [InlineData("""{"id":1,"content":"text","usage":7,"choices":[{"message":{"content":"x"}}]}""", "application/json")]
    public async Task Answer_OfNoDialect_PassesAsItIs(string answer, string mediaType)
    {
        var call = await DialectCall.SendAsync(answer, body: Request, mediaType: mediaType, capture: true);

        Assert.Equal(answer, call.Body);
        Assert.Null(call["error.type"]);
        Assert.Null(call["gen_ai.output.messages"]);
        Assert.True(call.Event.GetProperty("ok").GetBoolean());
        Assert.False(call.Event.TryGetProperty("input_tokens", out _));
    }

    [Fact]
    public async Task Call_OfAnotherUpstream_HasItsProvider()
    {
        const string Answer = """{"model":"gpt-1","usage":{"prompt_tokens":8,"completion_tokens":2}}""";

        var call = await DialectCall.SendAsync(Answer, GeneralBroker.Chat);

        Assert.Equal("openai", call["gen_ai.provider.name"]);
        Assert.Equal((8L, 2L), (call["gen_ai.usage.input_tokens"], call["gen_ai.usage.output_tokens"]));
        Assert.All(call.Tokens, measurement => Assert.Equal("openai", measurement.Tags["gen_ai.provider.name"]));
    }
}
