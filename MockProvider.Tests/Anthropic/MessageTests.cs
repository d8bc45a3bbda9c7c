using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.Anthropic.MessageCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>Messages as one document: their shape, what is answered, and what it costs.</summary>
public class MessageTests(SharedMock shared)
{
    private readonly MockProviderServer _mock = shared.Server;

    [Fact]
    public async Task Message_Document_HasTheKeysOfTheRealOneInOrder()
    {
        var message = await JsonAsync(_mock, $"{MessagesPath}?beta=true", Message());

        Assert.Equal(["model", "id", "type", "role", "content", "stop_reason", "stop_sequence", "stop_details", "usage"], Keys(message));
        Assert.Equal(("claude-sonnet-4-5-20250929", "end_turn"), (Text(message, "model"), Text(message, "stop_reason")));
        Assert.StartsWith("msg_01", Text(message, "id"), StringComparison.Ordinal);
        var block = Assert.Single(message.GetProperty("content").EnumerateArray());
        Assert.Equal(["type", "text"], Keys(block));
        Assert.Equal("Hello from the mock provider! You said: hello", Text(block, "text"));
        Assert.Equal(
            ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "cache_creation", "output_tokens"],
            Keys(message.GetProperty("usage")).Take(5));
        Assert.Equal(8, Number(message.GetProperty("usage"), "output_tokens"));
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"last"}]""", "last")]
    [InlineData("""[{"type":"image","source":{"type":"url","url":"https://example.com/"}},{"type":"text","text":"seen"}]""", "seen")]
    [InlineData("""[{"type":"text","text":"reminder"},{"type":"text","text":"prompt"}]""", "prompt")]
    [InlineData("\"plain\"", "plain")]
    public async Task Message_Content_LastTextOfTheUserIsAnswered(string content, string expected)
    {
        const string Before = """
            {"role":"user","content":"first"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"b"},{"type":"text","text":"c"}]}
            """;
        var messages = $$"""{{Before}},{"role":"user","content":{{content}}},{"role":"system","content":"be kind"}""";

        var message = await JsonAsync(_mock, MessagesPath, Messages(messages, "\"system\":[{\"type\":\"text\",\"text\":\"be brief\"}]"));

        Assert.EndsWith($"You said: {expected}", Text(message.GetProperty("content")[0], "text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_OverItsMostTokens_IsCut()
    {
        var message = await JsonAsync(_mock, MessagesPath, Message().Replace("2000", "3", StringComparison.Ordinal));

        Assert.Equal(("max_tokens", "Hello from the"), (Text(message, "stop_reason"), Text(message.GetProperty("content")[0], "text")));
        Assert.Equal(3, Number(message.GetProperty("usage"), "output_tokens"));
    }

    [Fact]
    public async Task Message_OfAFormat_IsAnInstanceOfItsSchema()
    {
        var message = await JsonAsync(_mock, MessagesPath, Message($$$"""
            "output_config":{"format":{"type":"json_schema","schema":{{{ChatRequests.CitySchema}}}}}
            """));

        Assert.Equal("""{"city":"mock city"}""", Text(message.GetProperty("content")[0], "text"));
    }

    [Theory]
    [InlineData("""{"type":"enabled","budget_tokens":1024}""", "The mock provider thinks of nothing but its answer.")]
    [InlineData("""{"type":"adaptive"}""", "The mock provider thinks of nothing but its answer.")]
    [InlineData("""{"type":"adaptive","display":"omitted"}""", "")]
    public async Task Message_WithThinking_BeginsWithABlockOfIt(string thinking, string expected)
    {
        var message = await JsonAsync(_mock, MessagesPath, Message($"\"thinking\":{thinking}"));

        var blocks = message.GetProperty("content");
        Assert.Equal(["type", "thinking", "signature"], Keys(blocks[0]));
        Assert.Equal(expected, Text(blocks[0], "thinking"));
        Assert.NotEqual("", Text(blocks[0], "signature"));
        Assert.Equal((2, "text"), (blocks.GetArrayLength(), Text(blocks[1], "type")));
    }

    [Theory]
    [InlineData("{\"type\":\"ephemeral\"}", "ephemeral_5m_input_tokens")]
    [InlineData("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}", "ephemeral_1h_input_tokens")]
    public async Task Usage_OfACachedPrompt_IsWrittenFirstAndReadLater(string control, string duration)
    {
        var system = $$"""
            "system":[{"type":"text","text":"a long text","cache_control":{{control}}}]
            """;
        const string User = """{"role":"user","content":"hello"}""";

        var plain = Usage(await JsonAsync(_mock, MessagesPath, Messages(User)));
        var first = Usage(await JsonAsync(_mock, MessagesPath, Messages(User, system)));
        var later = Usage(await JsonAsync(
            _mock, MessagesPath, Messages($$"""{{User}},{"role":"assistant","content":"hi"},{{User}}""", system)));

        Assert.Equal((0, 0), (Number(plain, "cache_creation_input_tokens"), Number(plain, "cache_read_input_tokens")));
        Assert.Equal(Number(plain, "input_tokens"), Number(first, "input_tokens"));
        var written = Number(first, "cache_creation_input_tokens");
        Assert.True(written > 0);
        Assert.Equal((written, 0), (Number(first.GetProperty("cache_creation"), duration), Number(first, "cache_read_input_tokens")));
        Assert.Equal((0, written), (Number(later, "cache_creation_input_tokens"), Number(later, "cache_read_input_tokens")));
    }

    [Fact]
    public async Task Count_OfAPrompt_IsWhatTheMessageCosts()
    {
        var message = await JsonAsync(_mock, MessagesPath, Message($"\"tools\":[{WeatherTool}]"));
        var count = await JsonAsync(_mock, $"{CountPath}?beta=true", Message($"\"tools\":[{WeatherTool}]"));

        Assert.Equal(["input_tokens"], Keys(count));
        Assert.Equal(Number(Usage(message), "input_tokens"), Number(count, "input_tokens"));
    }

    [Fact]
    public async Task Message_OfTwoMocks_IsTheSame()
    {
        await using var other = Start();

        var one = await JsonAsync(_mock, MessagesPath, Message());
        var two = await JsonAsync(other, MessagesPath, Message());

        Assert.True(JsonElement.DeepEquals(one, two));
    }

    private static JsonElement Usage(JsonElement message) => message.GetProperty("usage");
}
