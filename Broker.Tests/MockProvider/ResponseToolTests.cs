using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static Broker.Tests.Mock.ResponseTools;

namespace Broker.Tests.Mock;

public class ResponseToolTests
{
    [Fact]
    public async Task Call_Item_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ResponsesPath, Ask);

        var item = Assert.Single(answer.GetProperty("output").EnumerateArray());
        Assert.Equal(["id", "type", "status", "arguments", "call_id", "name"], Keys(item));
        Assert.StartsWith("fc_", item.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("call_", item.GetProperty("call_id").GetString(), StringComparison.Ordinal);
        Assert.Equal("function_call", item.GetProperty("type").GetString());
        Assert.Equal("completed", item.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, Parse(item.GetProperty("arguments").GetString()!).GetProperty("city").ValueKind);
        Assert.Equal("completed", answer.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Call_Result_IsSpokenOfAndTheLoopEnds()
    {
        await using var mock = Start();

        var call = (await PostJsonAsync(mock, ResponsesPath, Ask)).GetProperty("output")[0];
        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            $$"""{"model":"gpt-4o-mini","tools":[{{Weather}}],"input":[{"role":"user","content":"What is the weather?"},{{call.GetRawText()}},{"type":"function_call_output","call_id":"{{call.GetProperty("call_id").GetString()}}","output":"rain at 12 degrees"}]}""");

        Assert.Equal("Hello from the mock provider! The tool get_weather said: rain at 12 degrees", TextOf(answer));
    }

    [Fact]
    public async Task Call_Result_GoesOnFromThePreviousResponse()
    {
        await using var mock = Start();

        var first = await PostJsonAsync(mock, ResponsesPath, Ask);
        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            $$"""{"model":"gpt-4o-mini","tools":[{{Weather}}],"previous_response_id":"{{first.GetProperty("id").GetString()}}","input":[{"type":"function_call_output","call_id":"{{first.GetProperty("output")[0].GetProperty("call_id").GetString()}}","output":[{"type":"input_text","text":"snow"}]}]}""");

        Assert.EndsWith("The tool get_weather said: snow", TextOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"none\"", "")]
    [InlineData("\"auto\"", "get_weather")]
    [InlineData("\"required\"", "get_weather")]
    [InlineData("""{"type":"function","name":"get_time"}""", "get_time")]
    public async Task Choice_Decides_WhatIsCalled(string choice, string called)
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(
            mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"What is the weather?","tools":[{{Weather}},{{Clock}}],"tool_choice":{{choice}}}""");

        var names = answer.GetProperty("output").EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "function_call").Select(item => item.GetProperty("name").GetString());
        Assert.Equal(called, string.Join(' ', names));
    }

    [Fact]
    public async Task Tools_EmptyOrBuiltIn_ChangeNothing()
    {
        await using var mock = Start();

        var none = await PostJsonAsync(mock, ResponsesPath, """{"model":"gpt-4o-mini","input":"hello","tools":[]}""");
        var builtIn = await PostJsonAsync(mock, ResponsesPath, """{"model":"gpt-4o-mini","input":"hello","tools":[{"type":"web_search"}]}""");

        Assert.EndsWith("You said: hello", TextOf(none), StringComparison.Ordinal);
        Assert.EndsWith("You said: hello", TextOf(builtIn), StringComparison.Ordinal);
    }

    private static string? TextOf(JsonElement answer) => answer.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString();
}
