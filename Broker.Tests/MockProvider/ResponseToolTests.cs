using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ResponseToolTests
{
    private const string Weather =
        """{"type":"function","name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false},"strict":true}""";

    private const string Clock = """{"type":"function","name":"get_time","parameters":{"type":"object","properties":{}}}""";
    private const string Ask = $$"""{"model":"gpt-4o-mini","input":"What is the weather?","tools":[{{Weather}}]}""";

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
    public async Task Stream_OfCalls_ComesInTheOrderOfTheRealOne()
    {
        await using var mock = Start(new FakeTimeProvider());
        var body = $$"""{"model":"gpt-4o-mini","stream":true,"input":"What are weather and time?","tools":[{{Weather}},{{Clock}}]}""";

        var text = await PostTextAsync(mock, ResponsesPath, body);
        var events = Events(text).Select(Parse).ToList();

        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        string[] call =
        [
            "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
        ];
        Assert.Equal(
            ["response.created", "response.in_progress", .. call, .. call, "response.completed"],
            WithoutRepeats(events.Select(item => item.GetProperty("type").GetString()!)));
        Assert.Equal(text, await PostTextAsync(mock, ResponsesPath, body));
    }

    [Fact]
    public async Task Stream_OfACall_HasTheKeysOfTheRealOneAndItsPiecesMakeTheArguments()
    {
        await using var mock = Start();

        var events = Events(await PostTextAsync(mock, ResponsesPath, Ask.Replace("{\"model\"", "{\"stream\":true,\"model\"", StringComparison.Ordinal)))
            .Select(Parse).ToLookup(item => item.GetProperty("type").GetString());

        var added = events["response.output_item.added"].Single();
        Assert.Equal(string.Empty, added.GetProperty("item").GetProperty("arguments").GetString());
        Assert.Equal("in_progress", added.GetProperty("item").GetProperty("status").GetString());
        var deltas = events["response.function_call_arguments.delta"].ToList();
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "delta", "obfuscation"], Keys(deltas[0]));
        var done = events["response.function_call_arguments.done"].Single();
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "arguments", "name"], Keys(done));
        Assert.Equal(done.GetProperty("arguments").GetString(), string.Concat(deltas.Select(item => item.GetProperty("delta").GetString())));
        var completed = events["response.completed"].Single().GetProperty("response").GetProperty("output")[0];
        Assert.True(JsonElement.DeepEquals(events["response.output_item.done"].Single().GetProperty("item"), completed));
        Assert.Equal(done.GetProperty("arguments").GetString(), completed.GetProperty("arguments").GetString());
    }

    [Theory]
    [InlineData("""[{"type":"function_call_output","call_id":"call_x","output":"1"}]""", "No tool call found for function call output with call_id call_x.")]
    [InlineData("""[{"type":"function_call","call_id":"call_x","name":"f","arguments":"{}"}]""", "No tool output found for function call call_x.")]
    public async Task Conversation_WithLooseEnds_Is400OnInput(string input, string message)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":{{input}}}""");

        Assert.Contains(message, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await AssertBadAsync(response, "input", null);
    }

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].name", "missing_required_parameter")]
    [InlineData("\"tools\":[{\"name\":\"f\"}]", "tools[0].type", "missing_required_parameter")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\"}}]", "tools[0].parameters", "invalid_function_parameters")]
    [InlineData("\"tools\":7", "tools", "invalid_type")]
    [InlineData("\"tool_choice\":\"maybe\"", "tool_choice", "invalid_value")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"}", "tool_choice", null)]
    public async Task Tools_Wrong_Are400(string member, string param, string? code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"hi",{{member}}}""", param, code);
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

    private static IEnumerable<string> WithoutRepeats(IEnumerable<string> words)
    {
        string? last = null;
        foreach (var word in words)
        {
            if (word != last)
            {
                yield return word;
            }

            last = word;
        }
    }
}
