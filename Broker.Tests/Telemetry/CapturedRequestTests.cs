namespace Broker.Tests.Telemetry;

/// <summary>What a host says to the model, as spans have it where capturing content was asked for.</summary>
public class CapturedRequestTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";
    private const string Parameters = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    [Theory]
    [InlineData(Chat, """
        "messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Rain in Bonn?"},
          {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Bonn\"}"}}]},
          {"role":"tool","tool_call_id":"call_1","content":"{\"rain\":true}"}]
        """)]
    [InlineData(Responses, """
        "input":[{"role":"developer","content":"Be brief."},{"type":"message","role":"user","content":[{"type":"input_text","text":"Rain in Bonn?"}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Bonn\"}"},
          {"type":"function_call_output","call_id":"call_1","output":"{\"rain\":true}"}]
        """)]
    public async Task Messages_CallAndResult_AreParts(string path, string messages)
    {
        var call = await CapturedCall.ToAsync("{}", path, $$"""{"model":"gpt-4o-mini",{{messages}}}""");

        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"Be brief."}]},"""
            + """{"role":"user","parts":[{"type":"text","content":"Rain in Bonn?"}]},"""
            + """{"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"get_weather","arguments":{"city":"Bonn"}}]},"""
            + """{"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":"{\"rain\":true}"}]}]""",
            call["gen_ai.input.messages"]);
    }

    [Theory]
    [InlineData(Chat, "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"Tells the weather.\",\"parameters\":" + Parameters + "}}")]
    [InlineData(Responses, "{\"type\":\"function\",\"name\":\"get_weather\",\"description\":\"Tells the weather.\",\"strict\":true,\"parameters\":" + Parameters + "}")]
    public async Task Tools_Functions_AreDefinitions(string path, string tool)
    {
        var call = await CapturedCall.ToAsync("{}", path, $$"""{"tools":[{{tool}}]}""");

        Assert.Equal(
            $$"""[{"type":"function","name":"get_weather","description":"Tells the weather.","parameters":{{Parameters}}}]""",
            call["gen_ai.tool.definitions"]);
    }

    [Fact]
    public async Task Tools_OfTheProvider_AreNamedWithoutTheirCredentials()
    {
        var call = await CapturedCall.ToAsync("{}", Responses, """
            {"tools":[{"type":"web_search"},
              {"type":"mcp","server_label":"files","server_url":"https://C4NARY.example","authorization":"C4NARY","headers":{"X-Key":"C4NARY"}}]}
            """);

        Assert.Equal("""[{"type":"web_search","name":"web_search"},{"type":"mcp","name":"files"}]""", call["gen_ai.tool.definitions"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instructions_OfAResponse_AreSystemInstructions()
    {
        var call = await CapturedCall.ToAsync("{}", Responses, """{"instructions":"Be \"brief\".","input":"hello"}""");

        Assert.Equal("""[{"type":"text","content":"Be \"brief\"."}]""", call["gen_ai.system_instructions"]);
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"hello"}]}]""", call["gen_ai.input.messages"]);
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"low"}}""", """{"type":"uri","modality":"image","uri":"https://example.org/a.png"}""")]
    [InlineData("""{"type":"input_image","image_url":"https://example.org/a.png"}""", """{"type":"uri","modality":"image","uri":"https://example.org/a.png"}""")]
    [InlineData("""{"type":"input_image","image_url":"https://example.org/a.png?sig=C4NARY"}""", """{"type":"text","content":"[image]"}""")]
    [InlineData("""{"type":"input_image","image_url":"https://user:C4NARY@example.org/a.png"}""", """{"type":"text","content":"[image]"}""")]
    [InlineData("""{"type":"input_image","image_url":"http://example.org/C4NARY"}""", """{"type":"text","content":"[image]"}""")]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,QzROQVJZIQ=="}}""", """{"type":"text","content":"[image/png, 7 bytes]"}""")]
    [InlineData("""{"type":"input_image","image_url":"data:C4NARY C4NARY,QzROQVJZIQ=="}""", """{"type":"text","content":"[data, 7 bytes]"}""")]
    [InlineData("""{"type":"input_image","file_id":"file-1"}""", """{"type":"file","modality":"image","file_id":"file-1"}""")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"QzROQVJZ","format":"wav"}}""", """{"type":"text","content":"[audio/wav, 6 bytes]"}""")]
    [InlineData("""{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,QzROQVJZ"}}""", """{"type":"text","content":"[application/pdf, 6 bytes]"}""")]
    [InlineData("""{"type":"input_file","file_url":"https://example.org/a.pdf"}""", """{"type":"uri","modality":"file","uri":"https://example.org/a.pdf"}""")]
    [InlineData("""{"type":"refusal","refusal":"No."}""", """{"type":"text","content":"No."}""")]
    public async Task Messages_Media_AreTheirAddressOrTheirLength(string part, string expected)
    {
        var call = await CapturedCall.ToAsync(
            "{}", Responses, $$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"Look"},{{part}}]}]}""");

        Assert.Equal($$"""[{"role":"user","parts":[{"type":"text","content":"Look"},{{expected}}]}]""", call["gen_ai.input.messages"]);
        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("QzROQVJZ", call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_Reasoning_IsItsSummary()
    {
        var call = await CapturedCall.ToAsync("{}", Responses, """
            {"input":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"First."},{"type":"summary_text","text":"Then."}],"encrypted_content":"C4NARY"},
              {"type":"item_reference","id":"msg_1"}]}
            """);

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"First.\n\nThen."}]}]""", call["gen_ai.input.messages"]);
    }

    [Fact]
    public async Task Messages_MoreThanFit_KeepTheLast()
    {
        var filler = string.Join(',', Enumerable.Range(0, 5000).Select(number => $$"""{"role":"user","content":"message {{number}}"}"""));

        var call = await CapturedCall.ToAsync("{}", Chat, $$"""{"messages":[{{filler}},{"role":"user","content":"the last"}]}""");

        Assert.True(call["gen_ai.input.messages"]!.Length < 64 * 1024);
        var messages = call.Json("gen_ai.input.messages");
        Assert.Equal("the last", Content(messages[messages.GetArrayLength() - 1]));
        Assert.Equal($"[{5001 - (messages.GetArrayLength() - 1)} earlier left out]", Content(messages[0]));

        static string? Content(System.Text.Json.JsonElement message) => message.GetProperty("parts")[0].GetProperty("content").GetString();
    }

    [Fact]
    public async Task Texts_LongerThanFit_AreCutAndMarked()
    {
        var text = new string('x', 50_000);
        var call = await CapturedCall.ToAsync("{}", Responses, $$$"""
            {"instructions":"{{{text}}}","input":"{{{text}}}","tools":[{"type":"function","name":"small"},{"type":"function","name":"large","parameters":{"x":"{{{text}}}"}}]}
            """);

        Assert.EndsWith("x…\"}]", call["gen_ai.system_instructions"], StringComparison.Ordinal);
        Assert.EndsWith("x…\"}]}]", call["gen_ai.input.messages"], StringComparison.Ordinal);
        Assert.Equal("""[{"type":"function","name":"small"},{"type":"function","name":"large"}]""", call["gen_ai.tool.definitions"]);
        Assert.True(call.Everything.Length < 64 * 1024);
    }

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public async Task Content_NotAskedFor_IsInNoAttribute(string capture)
    {
        var call = await CapturedCall.ToAsync(
            """{"output":[{"type":"function_call","call_id":"C4NARY","name":"C4NARY","arguments":"{\"x\":\"C4NARY\"}"}],"status":"completed"}""",
            Responses,
            """{"instructions":"C4NARY","input":[{"type":"function_call_output","call_id":"C4NARY","output":"C4NARY"}],"tools":[{"type":"function","name":"C4NARY"}]}""",
            capture: capture);

        Assert.DoesNotContain("C4NARY", call.Everything, StringComparison.Ordinal);
        Assert.Null(call["gen_ai.tool.definitions"]);
    }
}
