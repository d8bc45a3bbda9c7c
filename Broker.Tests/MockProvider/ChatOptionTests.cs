using System.Text;
using System.Text.Json;
using static Broker.Tests.Mock.ChatRequests;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ChatOptionTests
{
    [Fact]
    public async Task N_Several_AreTold()
    {
        var answer = await AnswerAsync(Chat("\"n\":3"));

        var choices = answer.GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], choices.Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(3, choices.Select(Content).Distinct().Count());
        Assert.Equal(8 + 10 + 10, Completion(answer));
    }

    [Fact]
    public async Task N_Streamed_ComesSideBySide()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, Streamed(Chat("\"n\":2")));

        Assert.Equal([0, 1, 0, 1], chunks.Take(4).Select(chunk => chunk.GetProperty("choices")[0].GetProperty("index").GetInt32()));
    }

    [Theory]
    [InlineData("\"stop\":\" You\"", "Hello from the mock provider!")]
    [InlineData("\"stop\":[\"nowhere\",\"provider\",\"mock\"]", "Hello from the ")]
    [InlineData("\"stop\":\"Hello\"", "")]
    [InlineData("\"stop\":[]", null)]
    [InlineData("\"stop\":null", null)]
    public async Task Stop_Text_EndsTheAnswerBeforeIt(string stop, string? expected)
    {
        var answer = await AnswerAsync(Chat(stop));

        Assert.Equal(expected ?? "Hello from the mock provider! You said: hello", Content(answer.GetProperty("choices")[0]));
        Assert.Equal("stop", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("max_tokens", 3, "Hello from the", "length")]
    [InlineData("max_completion_tokens", 1, "Hello", "length")]
    [InlineData("max_completion_tokens", 8, "Hello from the mock provider! You said: hello", "stop")]
    [InlineData("max_tokens", 2147483647, "Hello from the mock provider! You said: hello", "stop")]
    public async Task MaxTokens_Reached_CutsTheAnswerAndTheUsage(string name, int tokens, string expected, string reason)
    {
        var answer = await AnswerAsync(Chat($"\"{name}\":{tokens}"));

        Assert.Equal(expected, Content(answer.GetProperty("choices")[0]));
        Assert.Equal(reason, answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(Math.Min(tokens, 8), Completion(answer));
    }

    [Fact]
    public async Task MaxTokens_WithinACall_CutsItsArguments()
    {
        var answer = await AnswerAsync(Chat($"\"tools\":[{Weather},{Time}],\"max_tokens\":4", "weather and time"));

        var choice = answer.GetProperty("choices")[0];
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        Assert.Equal("{\"city\":\"", call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(4, Completion(answer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task Logprobs_EveryToken_AddsUp(int top)
    {
        var choice = (await AnswerAsync(Chat($"\"logprobs\":true,\"top_logprobs\":{top}"))).GetProperty("choices")[0];

        Assert.Equal(["content", "refusal"], Keys(choice.GetProperty("logprobs")));
        var tokens = choice.GetProperty("logprobs").GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(Content(choice), string.Concat(tokens.Select(token => token.GetProperty("token").GetString())));
        foreach (var token in tokens)
        {
            Assert.Equal(["token", "logprob", "bytes", "top_logprobs"], Keys(token));
            AssertToken(token);
            var likeliest = token.GetProperty("top_logprobs").EnumerateArray().ToList();
            Assert.Equal(top, likeliest.Count);
            Assert.All(likeliest, AssertToken);
            Assert.Equal(likeliest.Count, likeliest.Select(other => other.GetProperty("token").GetString()).Distinct().Count());
            Assert.Equal(likeliest.Select(Logprob).OrderDescending(), likeliest.Select(Logprob));
            Assert.True(likeliest.Sum(other => Math.Exp(Logprob(other))) <= 1);
            Assert.All(likeliest.Take(1), first => Assert.Equal(token.GetProperty("token").GetString(), first.GetProperty("token").GetString()));
        }
    }

    [Fact]
    public async Task Logprobs_Streamed_ComeWithTheirWord()
    {
        await using var mock = Start();

        var pieces = (await ChatStreams.ChunksAsync(mock, Streamed(Chat("\"logprobs\":true")))).Select(chunk => chunk.GetProperty("choices")[0]).ToList();

        Assert.Empty(pieces[0].GetProperty("logprobs").GetProperty("content").EnumerateArray());
        Assert.All(pieces.Skip(1).SkipLast(1), piece => Assert.Equal(
            piece.GetProperty("delta").GetProperty("content").GetString(),
            Assert.Single(piece.GetProperty("logprobs").GetProperty("content").EnumerateArray()).GetProperty("token").GetString()));
        Assert.Equal(JsonValueKind.Null, pieces[^1].GetProperty("logprobs").ValueKind);
    }

    [Fact]
    public async Task Format_JsonObject_IsAnObjectThatSaysTheSame()
    {
        var answer = await AnswerAsync(Chat("\"response_format\":{\"type\":\"json_object\"}", "\\\"JSON\\\" é please"));

        var content = Parse(Content(answer.GetProperty("choices")[0])!);
        Assert.Equal("Hello from the mock provider! You said: \"JSON\" é please", content.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Format_JsonSchema_IsAnInstanceOfIt()
    {
        const string Schema =
            """{"type":"object","properties":{"steps":{"type":"array","items":{"type":"object","properties":{"output":{"type":"string"}},"required":["output"],"additionalProperties":false}},"final":{"type":["string","null"]}},"required":["steps","final"],"additionalProperties":false}""";

        var answer = await AnswerAsync(Chat($$$"""
            "response_format":{"type":"json_schema","json_schema":{"name":"maths","strict":true,"schema":{{{Schema}}}}}
            """));

        Assert.Equal("""{"steps":[{"output":"mock output"}],"final":"mock final"}""", Content(answer.GetProperty("choices")[0]));
    }

    [Theory]
    [InlineData("gpt-5.1-mini", "gpt-5.1-mini")]
    [InlineData("gpt-4o-2024-11-20", "gpt-4o-2024-11-20")]
    [InlineData("ft:gpt-4o-mini:acme::1", "ft:gpt-4o-mini:acme::1")]
    [InlineData("mock-cookie", "mock-cookie")]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06")]
    public async Task Model_OfAKnownFamily_IsAnswered(string model, string named)
    {
        var answer = await AnswerAsync(Chat().Replace("gpt-4o-mini", model, StringComparison.Ordinal));

        Assert.Equal(named, answer.GetProperty("model").GetString());
    }

    private static void AssertToken(JsonElement token)
    {
        Assert.True(Logprob(token) <= 0);
        Assert.Equal(Encoding.UTF8.GetBytes(token.GetProperty("token").GetString()!), token.GetProperty("bytes").EnumerateArray().Select(value => value.GetByte()));
    }

    private static double Logprob(JsonElement token) => token.GetProperty("logprob").GetDouble();

    private static string? Content(JsonElement choice) => choice.GetProperty("message").GetProperty("content").GetString();

    private static int Completion(JsonElement answer) => answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32();

    private static async Task<JsonElement> AnswerAsync(string body)
    {
        await using var mock = Start();
        return await PostJsonAsync(mock, ChatPath, body);
    }
}
