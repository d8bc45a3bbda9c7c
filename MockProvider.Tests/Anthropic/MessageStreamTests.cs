using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.Anthropic.MessageCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>Messages as events: their order, and that they say what the document says.</summary>
public class MessageStreamTests(SharedMock shared)
{
    private const string Thinking = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";
    private const string Weather = $"\"tools\":[{WeatherTool}]";
    private readonly MockProviderServer _mock = shared.Server;

    [Fact]
    public async Task Stream_Framing_NamesEachEventByItsType()
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message("\"stream\":true"));
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.All(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), frame =>
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.Equal($"event: {Text(Parse(lines[1]["data: ".Length..]), "type")}", lines[0]);
        });
    }

    [Theory]
    [InlineData("hello", "\"stream\":true", "text:text_delta")]
    [InlineData("hello", "\"stream\":true," + Thinking, "thinking:thinking_delta,signature_delta text:text_delta")]
    [InlineData("call get_weather", "\"stream\":true," + Weather, "tool_use:input_json_delta")]
    public async Task Stream_Events_AreEachBlockBetweenStartAndStop(string prompt, string members, string expected)
    {
        var events = await EventsAsync(_mock, Message(members, prompt));

        Assert.Equal("message_start", Text(events[0], "type"));
        Assert.Equal(["message_delta", "message_stop"], events.TakeLast(2).Select(data => Text(data, "type")));
        Assert.Single(events, data => Text(data, "type") == "ping");
        List<string> blocks = [];
        foreach (var block in events.Where(data => data.TryGetProperty("index", out _)).GroupBy(data => Number(data, "index")))
        {
            Assert.Equal(blocks.Count, block.Key);
            Assert.Equal(("content_block_start", "content_block_stop"), (Text(block.First(), "type"), Text(block.Last(), "type")));
            var deltas = block.Skip(1).SkipLast(1).Select(data => Text(data.GetProperty("delta"), "type")).ToList();
            Assert.True(deltas.Count > 2);
            blocks.Add($"{Text(block.First().GetProperty("content_block"), "type")}:{string.Join(',', deltas.Distinct())}");
        }

        Assert.Equal(expected, string.Join(' ', blocks));
    }

    [Theory]
    [InlineData("hello", "\"stop_sequences\":[]")]
    [InlineData("hello", Thinking)]
    [InlineData("call get_weather", Weather)]
    public async Task Stream_Joined_IsTheDocument(string prompt, string members)
    {
        var document = await JsonAsync(_mock, MessagesPath, Message(members, prompt));
        var events = await EventsAsync(_mock, Message($"{members},\"stream\":true", prompt));

        var last = events[^2];
        Assert.Equal(Text(document, "stop_reason"), Text(last.GetProperty("delta"), "stop_reason"));
        Assert.Equal(Number(document.GetProperty("usage"), "output_tokens"), Number(last.GetProperty("usage"), "output_tokens"));
        Assert.Equal(Number(document.GetProperty("usage"), "input_tokens"), Number(last.GetProperty("usage"), "input_tokens"));
        var start = events[0].GetProperty("message");
        Assert.Equal(Keys(document), Keys(start));
        Assert.Equal((0, JsonValueKind.Null), (start.GetProperty("content").GetArrayLength(), start.GetProperty("stop_reason").ValueKind));
        Assert.Equal(
            document.GetProperty("content").EnumerateArray().Select(Whole),
            events.Where(data => Text(data, "type") == "content_block_delta").GroupBy(data => Number(data, "index")).Select(Joined));
    }

    private static string Whole(JsonElement block) => Text(block, "type") switch
    {
        "tool_use" => JsonSerializer.Serialize(block.GetProperty("input")),
        "thinking" => Text(block, "thinking")!,
        _ => Text(block, "text")!,
    };

    private static string Joined(IEnumerable<JsonElement> deltas) => string.Concat(deltas.Select(data => data.GetProperty("delta")).Select(
        delta => Text(delta, "type") switch
        {
            "text_delta" => Text(delta, "text"),
            "thinking_delta" => Text(delta, "thinking"),
            "input_json_delta" => Text(delta, "partial_json"),
            _ => "",
        }));
}
