using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.Anthropic.MessageCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>When a tool is called: never by accident.</summary>
public class MessageToolTests(SharedMock shared)
{
    private const string Call =
        """{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Paris"}}]}""";

    private readonly MockProviderServer _mock = shared.Server;

    [Theory]
    [InlineData("hello", "null", null)]
    [InlineData("get_weather and get_time", "null", null)]
    [InlineData("please call get_weather.", "null", "get_weather")]
    [InlineData("please call get_time", """{"type":"auto","disable_parallel_tool_use":true}""", "get_time")]
    [InlineData("please call get_time", """{"type":"none"}""", null)]
    [InlineData("hello", """{"type":"any"}""", "get_weather")]
    [InlineData("get_weather", """{"type":"tool","name":"get_time"}""", "get_time")]
    public async Task Tools_OnOffer_OneIsCalledOnlyWhenItIsMeant(string prompt, string choice, string? called)
    {
        var members = $"\"tools\":[{WeatherTool},{TimeTool}],\"tool_choice\":{choice}";

        var message = await JsonAsync(_mock, MessagesPath, Message(members, prompt));

        var block = Assert.Single(message.GetProperty("content").EnumerateArray());
        Assert.Equal(called is null ? "end_turn" : "tool_use", Text(message, "stop_reason"));
        Assert.Equal(called is null ? ["type", "text"] : ["type", "id", "name", "input", "caller"], Keys(block));
        Assert.Equal(called, called is null ? null : Text(block, "name"));
        Assert.Equal(called == "get_weather", block.TryGetProperty("input", out var input) && input.TryGetProperty("city", out _));
    }

    [Theory]
    [InlineData("""[{"type":"tool_result","tool_use_id":"toolu_1","content":"18 degrees"}]""")]
    [InlineData("""[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"18 degrees"}]}]""")]
    [InlineData("""[{"type":"tool_result","tool_use_id":"toolu_1","content":"18 degrees"},{"type":"text","text":"mind get_weather"}]""")]
    public async Task Result_OfATool_IsAnsweredInWords(string content)
    {
        var messages = $$"""{"role":"user","content":"call get_weather"},{{Call}},{"role":"user","content":{{content}}}""";

        var message = await JsonAsync(_mock, MessagesPath, Messages(messages, $"\"tools\":[{WeatherTool}]"));

        Assert.Equal("end_turn", Text(message, "stop_reason"));
        Assert.EndsWith("The tool get_weather said: 18 degrees", Text(message.GetProperty("content")[0], "text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_WithoutASchema_IsNotCalled()
    {
        const string Bash = """
            "tools":[{"type":"bash_20250124","name":"bash"}]
            """;

        var message = await JsonAsync(_mock, MessagesPath, Message(Bash, "call bash"));

        Assert.Equal("end_turn", Text(message, "stop_reason"));
    }
}
