using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ResponseOptionTests
{
    private const string Long = "one two three four five six seven eight nine ten eleven twelve thirteen";

    [Fact]
    public async Task Tokens_Spent_LeaveAnIncompleteDocument()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"{{Long}}","max_output_tokens":16}""");

        Assert.Equal("incomplete", answer.GetProperty("status").GetString());
        Assert.Equal(["reason"], Keys(answer.GetProperty("incomplete_details")));
        Assert.Equal("max_output_tokens", answer.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal("incomplete", answer.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.Equal(16, answer.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task Tokens_Spent_EndTheStreamWithIncomplete()
    {
        await using var mock = Start();

        var events = Events(await PostTextAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","stream":true,"input":"{{Long}}","max_output_tokens":16}"""))
            .Select(Parse).ToList();

        Assert.Equal("response.incomplete", events[^1].GetProperty("type").GetString());
        Assert.Equal(["type", "sequence_number", "response"], Keys(events[^1]));
        Assert.Equal("incomplete", events[^1].GetProperty("response").GetProperty("status").GetString());
        Assert.Equal(16, events.Count(item => item.GetProperty("type").GetString() == "response.output_text.delta"));
    }

    [Fact]
    public async Task Tokens_SpentInACall_LeaveItsArgumentsCut()
    {
        await using var mock = Start();
        var properties = string.Join(',', Enumerable.Range(0, 20).Select(index => $$""" "p{{index}}":{"type":"string"} """));

        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            """{"model":"gpt-4o-mini","input":"go","max_output_tokens":16,"tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{MANY}}}]}"""
                .Replace("MANY", properties, StringComparison.Ordinal));

        Assert.Equal("incomplete", answer.GetProperty("status").GetString());
        Assert.Equal("incomplete", answer.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.Equal(16, answer.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task Format_Schema_IsMet()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            """{"model":"gpt-4o-mini","input":"hello","text":{"format":{"type":"json_schema","name":"step","strict":true,"schema":{"type":"object","properties":{"done":{"type":"boolean"},"steps":{"type":"array","items":{"type":"integer"}}},"required":["done","steps"],"additionalProperties":false}}}}""");

        var instance = Parse(TextOf(answer));
        Assert.Equal(["done", "steps"], Keys(instance));
        Assert.True(instance.GetProperty("done").ValueKind is JsonValueKind.True or JsonValueKind.False);
        Assert.All(instance.GetProperty("steps").EnumerateArray(), step => Assert.True(step.TryGetInt32(out _)));
        Assert.Equal("json_schema", answer.GetProperty("text").GetProperty("format").GetProperty("type").GetString());
        Assert.Equal("medium", answer.GetProperty("text").GetProperty("verbosity").GetString());
    }

    [Fact]
    public async Task Format_Object_IsOne()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(
            mock, ResponsesPath, """{"model":"gpt-4o-mini","input":"say \"hi\" in JSON","text":{"format":{"type":"json_object"}}}""");

        Assert.EndsWith("say \"hi\" in JSON", Parse(TextOf(answer)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"max_output_tokens\":15", "max_output_tokens", "integer_below_min_value")]
    [InlineData("\"text\":7", "text", "invalid_type")]
    [InlineData("\"text\":{\"format\":{\"type\":\"xml\"}}", "text.format.type", "invalid_value")]
    [InlineData("\"text\":{\"verbosity\":\"loud\"}", "text.verbosity", "invalid_value")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\"}}", "text.format.schema", "missing_required_parameter")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}", "text.format.schema", null)]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_object\"}}", "input", null)]
    [InlineData("\"stream_options\":{}", "stream_options", null)]
    public async Task Option_Wrong_Is400(string member, string param, string? code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"hi",{{member}}}""", param, code);
    }

    [Theory]
    [InlineData("""[{"content":"hi"}]""", "input[0].role", "missing_required_parameter")]
    [InlineData("""[{"role":"robot","content":"hi"}]""", "input[0].role", "invalid_value")]
    [InlineData("""[{"role":"user"}]""", "input[0].content", "missing_required_parameter")]
    [InlineData("""[{"role":"user","content":7}]""", "input[0].content", "invalid_type")]
    [InlineData("""[{"type":"function_call_output","call_id":"c"}]""", "input[0].output", "missing_required_parameter")]
    [InlineData("""[]""", "input", "empty_array")]
    public async Task Input_Wrong_Is400(string input, string param, string code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":{{input}}}""", param, code);
    }

    [Fact]
    public async Task Items_OfOtherKinds_AreTakenAndSayNothing()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            """{"model":"gpt-4o-mini","input":[{"role":"user","content":"hello"},{"type":"reasoning","id":"rs_1","summary":[]}]}""");

        Assert.EndsWith("You said: hello", TextOf(answer), StringComparison.Ordinal);
    }

    private static string TextOf(JsonElement answer) => answer.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
}
