using System.Text.Json;
using static Broker.Tests.Mock.ChatRequests;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ChatToolTests
{
    [Fact]
    public async Task Tools_Call_HasTheKeysOfTheRealOneAndValidArguments()
    {
        var choice = await ChoiceAsync(Chat($"\"tools\":[{Weather}]"));

        var message = choice.GetProperty("message");
        Assert.Equal(["role", "content", "refusal", "annotations", "tool_calls"], Keys(message));
        Assert.Equal(JsonValueKind.Null, message.GetProperty("content").ValueKind);
        var call = Assert.Single(message.GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(["id", "type", "function"], Keys(call));
        Assert.Equal(["name", "arguments"], Keys(call.GetProperty("function")));
        Assert.StartsWith("call_", call.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("function", call.GetProperty("type").GetString());
        Assert.Equal(WeatherArguments, call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("hello", "", "get_weather")]
    [InlineData("what is the time?", "", "getTime")]
    [InlineData("the time and the WEATHER", "", "get_weather getTime")]
    [InlineData("the time and the weather", ",\"parallel_tool_calls\":false", "get_weather")]
    [InlineData("call getTime", ",\"tool_choice\":\"auto\"", "getTime")]
    [InlineData("hello", ",\"tool_choice\":\"required\"", "get_weather")]
    [InlineData("hello", ",\"tool_choice\":\"none\"", "")]
    [InlineData("the weather", ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"getTime\"}}", "getTime")]
    [InlineData(
        "the weather",
        ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"getTime\"}}]}}",
        "getTime")]
    public async Task Tools_Choice_FollowsThePromptAndTheCaller(string prompt, string choice, string called)
    {
        var message = (await ChoiceAsync(Chat($"\"tools\":[{Weather},{Time}]{choice}", prompt))).GetProperty("message");

        var names = message.TryGetProperty("tool_calls", out var calls)
            ? calls.EnumerateArray().Select(call => call.GetProperty("function").GetProperty("name").GetString())
            : [];
        Assert.Equal(called, string.Join(' ', names));
        Assert.Equal(called.Length == 0, message.GetProperty("content").ValueKind == JsonValueKind.String);
    }

    [Theory]
    [InlineData("\"required\"", "tool_calls")]
    [InlineData("""{"type":"function","function":{"name":"get_weather"}}""", "stop")]
    public async Task Tools_FinishReason_IsStopWhereTheFunctionWasNamed(string choice, string reason)
    {
        var answer = await ChoiceAsync(Chat($"\"tools\":[{Weather}],\"tool_choice\":{choice}"));

        Assert.Equal(reason, answer.GetProperty("finish_reason").GetString());
        Assert.Single(answer.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
    }

    [Fact]
    public async Task Tools_Result_IsAnsweredInWords()
    {
        var choice = await ChoiceAsync(Answered($"\"tools\":[{Weather}]"));

        Assert.Equal("Hello from the mock provider! The tool get_weather said: 18 degrees", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Tools_ResultWhereACallIsRequired_IsFollowedByAnother()
    {
        var choice = await ChoiceAsync(Answered($"\"tools\":[{Weather}],\"tool_choice\":\"required\""));

        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Tools_Usage_CountsTheCallAndTheOffer()
    {
        await using var mock = Start();

        var with = (await PostJsonAsync(mock, ChatPath, Chat($"\"tools\":[{Weather}]"))).GetProperty("usage");
        var without = (await PostJsonAsync(mock, ChatPath, Chat())).GetProperty("usage");

        Assert.True(with.GetProperty("prompt_tokens").GetInt32() > without.GetProperty("prompt_tokens").GetInt32());
        Assert.True(with.GetProperty("completion_tokens").GetInt32() > 1);
    }

    [Fact]
    public async Task Stream_ParallelCalls_BeginInTurnAndContinueByIndex()
    {
        await using var mock = Start();

        var deltas = (await ChatStreams.ChunksAsync(mock, Streamed(Chat($"\"tools\":[{Weather},{Time}]", "weather, time"))))
            .Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta")).ToList();

        Assert.Equal(["role", "content", "tool_calls", "refusal"], Keys(deltas[0]));
        Assert.Equal(JsonValueKind.Null, deltas[0].GetProperty("content").ValueKind);
        Assert.All(deltas.Skip(1).SkipLast(1), delta => Assert.Equal(["tool_calls"], Keys(delta)));
        var pieces = deltas.SkipLast(1).Select(delta => Assert.Single(delta.GetProperty("tool_calls").EnumerateArray())).ToList();
        Assert.Equal(pieces.Select(Index).Order(), pieces.Select(Index));
        foreach (var call in pieces.GroupBy(Index))
        {
            Assert.Equal(["index", "id", "type", "function"], Keys(call.First()));
            Assert.Equal(["name", "arguments"], Keys(call.First().GetProperty("function")));
            Assert.Equal(string.Empty, call.First().GetProperty("function").GetProperty("arguments").GetString());
            Assert.All(call.Skip(1), piece => Assert.Equal(["index", "function"], Keys(piece)));
            Assert.All(call.Skip(1), piece => Assert.Equal(["arguments"], Keys(piece.GetProperty("function"))));
        }

        Assert.Equal([0, 1], pieces.Select(Index).Distinct());
        Assert.True(pieces.Count(piece => Index(piece) == 0) > 4);
    }

    private static int Index(JsonElement piece) => piece.GetProperty("index").GetInt32();

    private static async Task<JsonElement> ChoiceAsync(string body)
    {
        await using var mock = Start();
        return (await PostJsonAsync(mock, ChatPath, body)).GetProperty("choices")[0];
    }
}
