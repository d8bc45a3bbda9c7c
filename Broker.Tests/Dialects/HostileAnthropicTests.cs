using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Broker.Service.Dialects;
using Broker.Service.Telemetry;
using Broker.Service.Telemetry.GenAI.Content;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Dialects;

/// <summary>Whatever shape the content of Anthropic's messages has, reading it makes no error and what it makes is JSON.</summary>
public class HostileAnthropicTests
{
    private static readonly string[] Names =
    [
        "system", "messages", "tools", "role", "content", "type", "text", "thinking", "source", "media_type", "data", "url", "file_id", "id",
        "name", "input", "tool_use_id", "input_schema", "description", "message", "index", "content_block", "delta", "partial_json", "stop_reason", "usage", "\\ud800",
    ];

    private static readonly string[] Texts =
    [
        "user", "assistant", "system", "text", "thinking", "image", "document", "tool_use", "tool_result", "web_search_tool_result",
        "message", "message_start", "message_delta", "content_block_start", "content_block_delta", "text_delta", "input_json_delta", "thinking_delta", "base64", "data:,",
        "https://a/b", "{}", "[1]", "", "\\ud800", "\\u0000\\n", "x",
    ];

    private static readonly ContentMask Mask = new(key: null, new HeaderDictionary());

    private static IContentForm Form => IContentForm.Of(Dialect.Anthropic)!;

    [Fact]
    public void Content_OfAnyShape_IsReadWithoutAnError()
    {
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            AssertIsRead(Any(random, depth: 7));
        }
    }

    [Theory]
    [InlineData("""{"system":null,"messages":null,"tools":null}""")]
    [InlineData("""{"system":[null,1,"x",[],{}],"messages":{"role":"user"},"tools":[null,1,{},{"name":1},{"name":"f","input_schema":[]}]}""")]
    [InlineData("""{"messages":[null,"x",{},{"role":1},{"role":"user","content":[null,{},{"type":5},{"type":"image"},{"type":"image","source":"x"},{"type":"tool_result"}]}]}""")]
    [InlineData("""{"type":"content_block_start","index":1.5,"content_block":null}""")]
    [InlineData("""{"type":"content_block_start","index":99999999999,"content_block":{"type":"tool_use","input":null}}""")]
    [InlineData("""{"type":"content_block_delta","index":-1,"delta":{"type":"input_json_delta","partial_json":5}}""")]
    [InlineData("""{"type":"message_delta","delta":null}""")]
    [InlineData("""{"type":"message","content":[null,1,{"type":"tool_use","input":[[]]}],"stop_reason":5}""")]
    public void Content_OfAWrongShape_IsReadWithoutAnError(string json) => AssertIsRead(json);

    [Fact]
    public void Answer_NotInUtf8_IsReadWithoutAnError()
    {
        byte[] answer = [.. """{"content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"f","input":{"x":"!"}}]}"""u8];
        answer[answer.IndexOf((byte)'!')] = 0xff;

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":"a"},{"type":"tool_call","id":"t","name":"f","arguments":"�"}]}]""",
            Output(answer, isStream: false));
    }

    private static void AssertIsRead(string json)
    {
        using var span = new Activity("x").Start();
        RequestContent.Describe(span, Encoding.UTF8.GetBytes(json), Mask, Form);
        span.SetTagIfNotNull("whole", Output(Encoding.UTF8.GetBytes(json), isStream: false));
        span.SetTagIfNotNull("events", Output(Encoding.UTF8.GetBytes($"data: {json}\n\ndata: {json}\n\n"), isStream: true));
        foreach (var (name, value) in span.TagObjects)
        {
            using var read = JsonDocument.Parse((string)value!);
            Assert.True(read.RootElement.ValueKind == JsonValueKind.Array, name);
        }
    }

    private static string? Output(byte[] answer, bool isStream)
    {
        var tap = new CapturingTap(new JsonTap(new FactCollector(Dialect.Anthropic)), isStream, Form);
        tap.OnBytes(answer);
        return tap.Messages(Mask);
    }

    private static string Any(Random random, int depth) => (depth == 0 ? 0 : random.Next(4)) switch
    {
        0 => random.GetItems(["null", "true", "0", "-1", "1e99", "2147483648", .. Texts.Select(text => $"\"{text}\"")], 1)[0],
        1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(7)).Select(_ => $"\"{random.GetItems(Names, 1)[0]}\":{Any(random, depth - 1)}"))}}}",
    };
}
