namespace Broker.Tests.Telemetry;

/// <summary>What the model answers, as spans have it where capturing content was asked for.</summary>
public sealed class CapturedAnswerTests(SharedMock provider) : IClassFixture<SharedMock>
{
    private const string EventStream = "text/event-stream";
    private const string Chat = "/v1/chat/completions";
    [Theory]
    [InlineData(Chat, false, "tool_calls")]
    [InlineData(Chat, true, "tool_calls")]
    [InlineData("/v1/responses", false, "completed")]
    [InlineData("/v1/responses", true, "completed")]
    public async Task Answer_CallsATool_HasItsArguments(string path, bool isStreamed, string finishReason)
    {
        string Tool(string name, string parameter)
        {
            var function = $$$"""
                "name":"{{{name}}}","parameters":{"type":"object","properties":{"{{{parameter}}}":{"type":"string"}},"required":["{{{parameter}}}"]}
                """;
            return path == Chat ? $"{{\"type\":\"function\",\"function\":{{{function}}}}}" : $"{{\"type\":\"function\",\"strict\":false,{function}}}";
        }

        var input = path == Chat ? """ "messages":[{"role":"user","content":"get_weather please"}] """ : """ "input":"get_weather please" """;
        var call = await CapturedCall.SendAsync(provider.Url, path, $$"""
            {"model":"gpt-4o-mini","stream":{{(isStreamed ? "true" : "false")}},{{input}},"tools":[{{Tool("get_weather", "city")}},{{Tool("get_time", "zone")}}]}
            """);

        var message = Assert.Single(call.Json("gen_ai.output.messages").EnumerateArray());
        string? Text(string name) => message.GetProperty(name).GetString();
        Assert.Equal(("assistant", finishReason), (Text("role"), Text("finish_reason")));
        var part = Assert.Single(message.GetProperty("parts").EnumerateArray());
        Assert.Equal("tool_call", part.GetProperty("type").GetString());
        Assert.StartsWith("call_", part.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("get_weather", part.GetProperty("name").GetString());
        Assert.Equal("""{"city":"mock city"}""", part.GetProperty("arguments").GetRawText());
    }

    [Fact]
    public async Task Response_ReasonsTalksAndCalls_IsOneMessage()
    {
        var call = await CapturedCall.ToAsync("""
            {"object":"response","status":"completed","output":[
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Think."}],"encrypted_content":"C4NARY"},
              {"type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me "},{"type":"output_text","text":"see."}]},
              {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"rain"}},
              {"type":"image_generation_call","id":"ig_1","status":"completed","result":"C4NARY"},
              {"type":"custom_tool_call","call_id":"call_1","name":"shell","input":"ls"}]}
            """, "/v1/responses");

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"Think."},{"type":"text","content":"Let me see."},"""
            + """{"type":"tool_call","id":"ws_1","name":"web_search_call","arguments":{"type":"search","query":"rain"}},"""
            + """{"type":"tool_call","id":"ig_1","name":"image_generation_call"},"""
            + """{"type":"tool_call","id":"call_1","name":"shell","arguments":"ls"}],"finish_reason":"completed"}]""",
            call["gen_ai.output.messages"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_StreamBrokenOff_HasWhatCame()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(
                """{"type":"response.created","response":{"status":"in_progress","output":[]}}""",
                """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","summary":[]}}""",
                """{"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"Thi"}""",
                """{"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"nk."}""",
                """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[{"type":"summary_text","text":"Think."}]}}""",
                """{"type":"response.output_text.delta","output_index":1,"delta":"Hel"}""",
                """{"type":"response.output_text.delta","output_index":1,"delta":"lo"}""",
                """{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","call_id":"call_1","name":"f","arguments":""}}""",
                """{"type":"response.function_call_arguments.delta","output_index":2,"delta":"{\"x\":"}""")
            + "data: {\"type\":\"response.function_call_arg",
            "/v1/responses",
            mediaType: EventStream);

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"Think."},{"type":"text","content":"Hello"},"""
            + """{"type":"tool_call","id":"call_1","name":"f","arguments":"{\"x\":"}]}]""",
            call["gen_ai.output.messages"]);
    }

    [Fact]
    public async Task Chat_StreamOfTwoChoices_IsTwoMessages()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(
                """{"choices":[{"index":1,"delta":{"role":"assistant","content":"b"}}]}""",
                """{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""",
                """{"choices":[{"index":1,"delta":{"refusal":"No."},"finish_reason":"stop"},{"index":0,"delta":{},"finish_reason":"length"}]}""",
                "[DONE]"),
            mediaType: EventStream);

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":"a"}],"finish_reason":"length"},"""
            + """{"role":"assistant","parts":[{"type":"text","content":"bbNo."}],"finish_reason":"stop"}]""",
            call["gen_ai.output.messages"]);
    }

    [Fact]
    public async Task Chat_StreamsTwoCalls_HasBothWithTheirArguments()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(
                """{"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","function":{"name":"get_weather","arguments":"{\"city\":"}}]}}]}""",
                """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Paris\"}"}}]}}]}""",
                """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","function":{"name":"get_time","arguments":"{}"}}]}}]}""",
                """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
                "[DONE]"),
            mediaType: EventStream);

        var parts = call.Json("gen_ai.output.messages")[0].GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["get_weather", "get_time"], parts.Select(part => part.GetProperty("name").GetString()));
        Assert.Equal(["""{"city":"Paris"}""", "{}"], parts.Select(part => part.GetProperty("arguments").GetRawText()));
    }

    [Fact]
    public async Task Chat_EndlessStream_IsCut()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(Enumerable.Range(0, 3000).Select(number =>
                $$$"""{"choices":[{"index":0,"delta":{"content":"{{{new string('x', 100)}}}","tool_calls":[{"index":{{{number}}},"function":{"arguments":"y"}}]}}]}""")),
            mediaType: EventStream);

        Assert.True(call["gen_ai.output.messages"]!.Length < 64 * 1024);
        Assert.EndsWith(
            "x…",
            call.Json("gen_ai.output.messages")[0].GetProperty("parts")[0].GetProperty("content").GetString(),
            StringComparison.Ordinal);
    }
}
