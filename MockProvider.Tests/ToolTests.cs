using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.ChatRequests;

namespace MockProvider.Tests;

/// <summary>When the mock calls a function, in both of OpenAI's dialects of it: never by accident.</summary>
public class ToolTests(SharedMock mock)
{
    private const string Answered =
        """
        [{"role":"user","content":"call get_weather"},
         {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"call_1","content":"18 degrees"}]
        """;

    [Theory]
    [InlineData("hello", null, null)]
    [InlineData("what is the weather?", null, null)]
    [InlineData("use get_weather_now or my-get_weather", null, null)]
    [InlineData("get_weather and get_time", null, null)]
    [InlineData("please call get_weather.", null, "get_weather")]
    [InlineData("please call `get_time`", "\"auto\"", "get_time")]
    [InlineData("please call get_time", "\"none\"", null)]
    [InlineData("hello", "\"required\"", "get_weather")]
    [InlineData("get_time", "\"required\"", "get_time")]
    [InlineData("get_weather", "NAMED", "get_time")]
    [InlineData("get_weather", "ALLOWED", "get_time")]
    public async Task Tools_OnOffer_OneIsCalledOnlyWhenItIsMeant(string prompt, string? choice, string? called)
    {
        var inChat = choice switch
        {
            "NAMED" => """{"type":"function","function":{"name":"get_time"}}""",
            "ALLOWED" => """{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"get_time"}}]}}""",
            _ => choice ?? "null",
        };
        var inResponse = choice switch
        {
            "NAMED" => """{"type":"function","name":"get_time"}""",
            "ALLOWED" => """{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"get_time"}]}""",
            _ => choice ?? "null",
        };

        var chat = await mock.PostJsonAsync(ChatPath, Chat($"{ChatTools("get_weather", "get_time")},\"tool_choice\":{inChat}", prompt));
        var response = await mock.PostJsonAsync(
            ResponsesPath, Response($"{ResponseTools("get_weather", "get_time")},\"tool_choice\":{inResponse}", prompt));

        var message = chat.GetProperty("choices")[0].GetProperty("message");
        var calls = message.TryGetProperty("tool_calls", out var made)
            ? made.EnumerateArray().Select(call => call.GetProperty("function"))
            : [];
        Assert.Equal(
            called, calls.SingleOrDefault() is { ValueKind: JsonValueKind.Object } call ? call.GetProperty("name").GetString() : null);
        Assert.Equal(called is null, message.GetProperty("content").ValueKind == JsonValueKind.String);
        var item = Assert.Single(response.GetProperty("output").EnumerateArray());
        Assert.Equal(called is null ? "message" : "function_call", item.GetProperty("type").GetString());
        Assert.Equal(called, called is null ? null : item.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("", "stop")]
    [InlineData(",\"tool_choice\":\"required\"", "tool_calls")]
    public async Task Tools_AfterAResult_ThereIsNoSecondCallUnlessOneIsDemanded(string choice, string reason)
    {
        var answer = await mock.PostJsonAsync(ChatPath, $$"""{"model":"gpt-4o","messages":{{Answered}},{{ChatTools("get_weather")}}{{choice}}}""");

        Assert.Equal(reason, answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Tools_Result_IsRepeatedWithTheToolsName()
    {
        var answer = await mock.PostJsonAsync(ChatPath, $$"""{"model":"gpt-4o","messages":{{Answered}}}""");

        Assert.EndsWith(
            "The tool get_weather said: 18 degrees",
            answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Call_HasTheKeysOfTheRealOneAndArgumentsOfTheSchema()
    {
        var choice = (await mock.PostJsonAsync(ChatPath, Chat(ChatTools("get_weather"), "get_weather"))).GetProperty("choices")[0];

        Assert.Equal(["role", "content", "refusal", "annotations", "tool_calls"], Keys(choice.GetProperty("message")));
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(["id", "type", "function"], Keys(call));
        Assert.Equal("""{"city":"mock city"}""", call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Chat_CallStreamed_BeginsWithItsNameAndContinuesByIndex()
    {
        var deltas = (await mock.EventsAsync(ChatPath, Chat($"{ChatTools("get_weather")},\"stream\":true", "get_weather")))
            .Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta")).ToList();

        Assert.Equal(["role", "content", "tool_calls", "refusal"], Keys(deltas[0]));
        var first = deltas[0].GetProperty("tool_calls")[0];
        Assert.Equal(["index", "id", "type", "function"], Keys(first));
        Assert.Equal(string.Empty, first.GetProperty("function").GetProperty("arguments").GetString());
        var pieces = deltas.Skip(1).SkipLast(1).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Assert.All(pieces, piece => Assert.Equal(["index", "function"], Keys(piece)));
        Assert.Equal("""{"city":"mock city"}""", string.Concat(pieces.Select(piece => piece.GetProperty("function").GetProperty("arguments").GetString())));
    }

    [Fact]
    public async Task Response_CallStreamed_HasTheEventsOfTheRealOne()
    {
        var events = await mock.EventsAsync(ResponsesPath, Response($"{ResponseTools("get_weather")},\"stream\":true", "get_weather"));

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.function_call_arguments.delta",
                "response.function_call_arguments.done", "response.output_item.done", "response.completed",
            ],
            events.Select(item => item.GetProperty("type").GetString()).Distinct());
        var done = events[^2].GetProperty("item");
        Assert.Equal(["id", "type", "status", "arguments", "call_id", "name"], Keys(done));
        Assert.Equal("""{"city":"mock city"}""", done.GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task Response_CallAnswered_IsGoneOnFrom()
    {
        var asked = await mock.PostJsonAsync(ResponsesPath, Response(ResponseTools("get_weather"), "get_weather"));
        var callId = asked.GetProperty("output")[0].GetProperty("call_id").GetString();

        var told = await mock.PostJsonAsync(
            ResponsesPath,
            $$"""
            {"model":"gpt-4o","previous_response_id":"{{asked.GetProperty("id").GetString()}}",
             "input":[{"type":"function_call_output","call_id":"{{callId}}","output":"18 degrees"}]}
            """);

        Assert.EndsWith("The tool get_weather said: 18 degrees", told.GetProperty(
            "output")[0].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
