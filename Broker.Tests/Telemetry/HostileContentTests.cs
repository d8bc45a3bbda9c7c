using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Broker.Service.Dialects;
using Broker.Service.Telemetry;
using Broker.Service.Telemetry.GenAI.Content;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Telemetry;

/// <summary>Whatever shape content has, reading it makes no error and what it makes is JSON.</summary>
public class HostileContentTests
{
    private static readonly string[] Names =
    [
        "messages", "input", "instructions", "tools", "role", "content", "type", "text", "tool_calls", "function", "custom", "name",
        "arguments", "id", "call_id",
        "output", "summary", "image_url", "url", "file_id", "input_audio", "data", "format", "choices", "index", "delta", "message",
        "finish_reason", "response",
        "status", "item", "output_index", "refusal", "parameters", "action", "\\ud800",
    ];

    private static readonly string[] Texts =
    [
        "user", "assistant", "tool", "developer", "function", "function_call", "function_call_output", "reasoning", "message",
        "input_image", "image_url",
        "response.output_text.delta", "response.output_item.done", "response.function_call_arguments.delta", "data:,",
        "data:image/png;base64,AA==", "https://a/b",
        "{}", "[1]", "{\\\"a\\\":[[[[[]]]]]}", "", "\\ud800", "\\ud83d\\ude00", "\\u0000\\n", "x",
    ];

    private static readonly string[] WrongShapes =
    [
        "",
        "null",
        "[[[[]]]]",
        """{"messages":null,"input":null,"tools":null,"instructions":null}""",
        """{"messages":{"role":"user"},"tools":{"type":"function"},"choices":{"index":0},"output":{"type":"message"}}""",
        """{"messages":[null,1,"x",[],{},{"role":null},{"role":1,"content":2},{"role":"tool"},{"role":"user","content":[null,1,{},{"type":5}]}]}""",
        """{"messages":[{"role":"assistant","tool_calls":[null,{},{"function":null},{"function":{"name":1,"arguments":{"x":1}}}]}]}""",
        """{"tools":[null,1,{},{"type":null},{"type":"function"},{"type":"function","function":null},{"type":"function","function":{"name":1,"parameters":[]}}]}""",
        """{"choices":[null,{},{"index":"x"},{"index":1.5},{"index":99999999999},{"message":null,"delta":1},{"delta":{"tool_calls":[{"index":2147483647}]}}]}""",
        """{"type":"response.output_item.done","output_index":-1,"item":null}""",
        """{"type":"response.output_text.delta","output_index":null,"delta":5}""",
        """{"response":{"output":[null,{"type":"reasoning","summary":5},{"type":"x_call"},{"type":"_call_output","output":5}],"status":5}}""",
    ];

    private static readonly ContentMask Mask = new(key: null, new HeaderDictionary());

    [Fact]
    public void Content_OfAnyShape_IsReadWithoutAnError()
    {
        var random = new Random(11);
        for (var round = 0; round < 800; round++)
        {
            AssertIsRead(Any(random, depth: 7));
        }
    }

    [Fact]
    public void Content_OfAWrongShape_IsReadWithoutAnError() => Assert.All(WrongShapes, AssertIsRead);

    [Fact]
    public void Arguments_NestedTooDeepForReaders_StayAText()
    {
        var messages = new OutputMessages();
        var deep = string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60));
        using var answer = JsonDocument.Parse($$"""{"output":[{"type":"function_call","call_id":"c","name":"f","arguments":"{{deep}}"}]}""");

        messages.Add(answer.RootElement);

        using var read = JsonDocument.Parse(messages.ToJson(Mask)!);
        Assert.Equal(deep, read.RootElement[0].GetProperty("parts")[0].GetProperty("arguments").GetString());
    }

    private static void AssertIsRead(string json)
    {
        using var span = new Activity("x").Start();
        RequestContent.Describe(span, Encoding.UTF8.GetBytes(json), Mask);
        foreach (var isStream in new[] { false, true })
        {
            var tap = new CapturingTap(new JsonTap(new FactCollector()), isStream);
            tap.OnBytes(Encoding.UTF8.GetBytes(isStream ? $"data: {json}\n\ndata: {json}\n\n" : json));
            span.SetTagIfNotNull($"output {isStream}", tap.Messages(Mask));
        }

        foreach (var (name, value) in span.TagObjects)
        {
            using var read = JsonDocument.Parse((string)value!);
            Assert.True(read.RootElement.ValueKind == JsonValueKind.Array, name);
        }
    }

    private static string Any(Random random, int depth) => (depth == 0 ? 0 : random.Next(4)) switch
    {
        0 => random.GetItems(["null", "true", "0", "-1", "1e99", "2147483648", .. Texts.Select(text => $"\"{text}\"")], 1)[0],
        1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(7)).Select(_ => $"\"{random.GetItems(Names, 1)[0]}\":{Any(random, depth - 1)}"))}}}",
    };
}
