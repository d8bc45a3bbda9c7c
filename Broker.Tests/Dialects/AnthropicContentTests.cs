using Broker.Tests.Infrastructure;

namespace Broker.Tests.Dialects;

/// <summary>Messages of Anthropic's API, as spans have them where capturing content was asked for.</summary>
public class AnthropicContentTests
{
    private static string Half => RunningBroker.ProviderKey[..(RunningBroker.ProviderKey.Length / 2)];

    private static string OtherHalf => RunningBroker.ProviderKey[Half.Length..];

    [Theory]
    [InlineData("\"Be brief.\"")]
    [InlineData("""[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}]""")]
    public async Task Request_Conversation_IsMessagesWithParts(string system)
    {
        var call = await CaptureAsync($$$"""
            {"system":{{{system}}},"messages":[
              {"role":"user","content":"Rain in Bonn?"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Look it up.","signature":"C4NARY"},{"type":"redacted_thinking","data":"C4NARY"},
                {"type":"text","text":"Let me see."},{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Bonn"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"wet"},{"type":"text","text":"cold"}]}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_2","content":"none"},{"type":"text","text":"And now?"}]}]}
            """);

        Assert.Equal("""[{"type":"text","content":"Be brief."}]""", call["gen_ai.system_instructions"]);
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"Rain in Bonn?"}]},"""
            + """{"role":"assistant","parts":[{"type":"reasoning","content":"Look it up."},{"type":"text","content":"Let me see."},"""
            + """{"type":"tool_call","id":"toolu_1","name":"get_weather","arguments":{"city":"Bonn"}}]},"""
            + """{"role":"tool","parts":[{"type":"tool_call_response","id":"toolu_1","response":"wet\ncold"}]},"""
            + """{"role":"user","parts":[{"type":"tool_call_response","id":"toolu_2","response":"none"},{"type":"text","content":"And now?"}]}]""",
            call["gen_ai.input.messages"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QzROQVJZIQ=="}}""", """{"type":"text","content":"[image/png, 7 bytes]"}""")]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"C4NARY C4NARY","data":"QzROQVJZIQ=="}}""", """{"type":"text","content":"[data, 7 bytes]"}""")]
    [InlineData("""{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}""", """{"type":"uri","modality":"image","uri":"https://example.org/a.png"}""")]
    [InlineData("""{"type":"image","source":{"type":"url","url":"https://example.org/a.png?sig=C4NARY"}}""", """{"type":"text","content":"[image]"}""")]
    [InlineData("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"QzROQVJZ"}}""", """{"type":"text","content":"[application/pdf, 6 bytes]"}""")]
    [InlineData("""{"type":"document","source":{"type":"file","file_id":"file_1"}}""", """{"type":"file","modality":"file","file_id":"file_1"}""")]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QzROQVJZ"}}]}""", """{"type":"tool_call_response","id":"t","response":"[image/png, 6 bytes]"}""")]
    public async Task Request_Media_IsItsAddressOrItsLength(string block, string expected)
    {
        var call = await CaptureAsync($$"""{"messages":[{"role":"user","content":[{"type":"text","text":"Look"},{{block}}]}]}""");

        Assert.Equal($$"""[{"role":"user","parts":[{"type":"text","content":"Look"},{{expected}}]}]""", call["gen_ai.input.messages"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("QzROQVJZ", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Tools_AreDefinitionsWithoutCredentials()
    {
        var call = await CaptureAsync("""
            {"tools":[{"name":"get_weather","description":"Tells the weather.","input_schema":{"type":"object"}},{"type":"custom","name":"f"},
               {"type":"web_search_20250305","name":"web_search","max_uses":5}],
             "mcp_servers":[{"type":"url","url":"https://C4NARY.example","name":"files","authorization_token":"C4NARY"}]}
            """);

        Assert.Equal(
            """[{"type":"function","name":"get_weather","description":"Tells the weather.","parameters":{"type":"object"}},"""
            + """{"type":"function","name":"f"},{"type":"web_search_20250305","name":"web_search"}]""",
            call["gen_ai.tool.definitions"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_LongerThanFits_IsCutAndKeepsTheLast()
    {
        var filler = string.Join(',', Enumerable.Range(0, 4000).Select(number => $$"""{"role":"user","content":"{{number}}"}"""));
        var call = await CaptureAsync($$"""{"system":"{{new string('x', 50_000)}}","messages":[{{filler}},{"role":"user","content":[{"type":"text","text":"last"}]}]}""");

        Assert.EndsWith("x…\"}]", Assert.IsType<string>(call["gen_ai.system_instructions"]), StringComparison.Ordinal);
        var messages = Assert.IsType<string>(call["gen_ai.input.messages"]);
        Assert.EndsWith("""{"role":"user","parts":[{"type":"text","content":"last"}]}]""", messages, StringComparison.Ordinal);
        Assert.True(messages.Length < 64 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_WholeOrStreamed_IsOneMessage(bool isStreamed)
    {
        var call = isStreamed
            ? await DialectCall.SendAsync(
                DialectCall.Events(
                    """{"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],"stop_reason":null}}""",
                    """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                    """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Thi"}}""",
                    """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"nk."}}""",
                    """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"C4NARY"}}""",
                    """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
                    """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me"}}""",
                    """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" see."}}""",
                    """{"type":"content_block_stop","index":1}""",
                    """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}""",
                    """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
                    """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}""",
                    """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"Bonn\"}"}}""",
                    """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":4}}""",
                    """{"type":"message_stop"}"""),
                mediaType: "text/event-stream",
                capture: true)
            : await DialectCall.SendAsync(
                """
                {"id":"msg_1","type":"message","role":"assistant","stop_reason":"tool_use","content":[
                  {"type":"thinking","thinking":"Think.","signature":"C4NARY"},{"type":"text","text":"Let me see."},
                  {"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Bonn"}}]}
                """,
                capture: true);

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"Think."},{"type":"text","content":"Let me see."},"""
            + """{"type":"tool_call","id":"toolu_1","name":"get_weather","arguments":{"city":"Bonn"}}],"finish_reason":"tool_use"}]""",
            call["gen_ai.output.messages"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_StreamBrokenOff_HasWhatCame()
    {
        var call = await DialectCall.SendAsync(
            DialectCall.Events(
                """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"x\":"}}""")
            + "data: {\"type\":\"content_block_del",
            mediaType: "text/event-stream",
            capture: true);

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"tool_call","id":"toolu_1","name":"f","arguments":"{\"x\":"}]}]""",
            call["gen_ai.output.messages"]);
    }

    [Fact]
    public async Task KeyAndToken_InRequestAndPiecesOfTheAnswer_AreMasked()
    {
        var both = $"{RunningBroker.ProviderKey} {RunningBroker.Token}";
        var call = await DialectCall.SendAsync(
            DialectCall.Events(
                $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"key {{{Half}}}"}}""",
                $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{OtherHalf}}}"}}""",
                $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"k\":\"{{{Half}}}"}}""",
                $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{{{OtherHalf}}}\"}"}}"""),
            body: $$$"""
                {"system":[{"type":"text","text":"{{{both}}}"}],"tools":[{"name":"{{{RunningBroker.Token}}}","input_schema":{"x":"{{{both}}}"}}],"messages":[
                  {"role":"assistant","content":[{"type":"thinking","thinking":"{{{both}}}"},{"type":"tool_use","id":"{{{RunningBroker.Token}}}","name":"f","input":{"x":"{{{both}}}"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"{{{both}}}"}]}]}
                """,
            mediaType: "text/event-stream",
            capture: true);

        var stars = new string('*', RunningBroker.ProviderKey.Length);
        Assert.Contains($"key {stars}", Assert.IsType<string>(call["gen_ai.output.messages"]), StringComparison.Ordinal);
        Assert.Contains($$"""{"k":"{{stars}}"}""", Assert.IsType<string>(call["gen_ai.output.messages"]), StringComparison.Ordinal);
        Assert.Contains($"{stars} *", Assert.IsType<string>(call["gen_ai.input.messages"]), StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.ProviderKey, call.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.Token, call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_NotAskedFor_IsInNoAttribute()
    {
        var call = await DialectCall.SendAsync(
            """{"type":"message","content":[{"type":"text","text":"C4NARY"}]}""",
            body: """{"system":"C4NARY","messages":[{"role":"user","content":"C4NARY"}],"tools":[{"name":"C4NARY"}]}""");

        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    private static Task<DialectCall> CaptureAsync(string request) => DialectCall.SendAsync("{}", body: request, capture: true);
}
