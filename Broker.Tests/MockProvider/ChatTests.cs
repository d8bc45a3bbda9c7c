using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ChatTests
{
    [Fact]
    public async Task Chat_Prompt_IsRepeatedByTheMock()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ChatPath, Hello);

        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("Hello from the mock provider! You said: hello", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("gpt-4o-mini-2024-07-18", answer.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Chat_Document_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ChatPath, Hello);

        Assert.Equal(["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"], Keys(answer));
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal(["index", "message", "logprobs", "finish_reason"], Keys(choice));
        Assert.Equal(["role", "content", "refusal", "annotations"], Keys(choice.GetProperty("message")));
        var usage = answer.GetProperty("usage");
        Assert.Equal(["prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details"], Keys(usage));
        Assert.Equal(["cached_tokens", "audio_tokens"], Keys(usage.GetProperty("prompt_tokens_details")));
        Assert.Equal(
            ["reasoning_tokens", "audio_tokens", "accepted_prediction_tokens", "rejected_prediction_tokens"],
            Keys(usage.GetProperty("completion_tokens_details")));
        Assert.StartsWith("chatcmpl-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Usage_AddsUp()
    {
        await using var mock = Start();

        var usage = (await PostJsonAsync(mock, ChatPath, Hello)).GetProperty("usage");

        Assert.True(usage.GetProperty("prompt_tokens").GetInt32() > 0);
        Assert.Equal(8, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(
            usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_Created_ComesFromTheClock()
    {
        await using var mock = Start(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));

        var answer = await PostJsonAsync(mock, ChatPath, Hello);

        Assert.Equal(1_700_000_000, answer.GetProperty("created").GetInt64());
    }

    [Fact]
    public async Task Chat_AnotherPrompt_GetsAnotherId()
    {
        await using var mock = Start();

        var one = await PostJsonAsync(mock, ChatPath, Hello);
        var other = await PostJsonAsync(mock, ChatPath, Hello.Replace("hello", "bye", StringComparison.Ordinal));

        Assert.NotEqual(one.GetProperty("id").GetString(), other.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"first"},{"role":"assistant","content":"hm"},{"role":"user","content":"last"}]""", "You said: last")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"in parts"},{"type":"image_url","image_url":{"url":"data:"}}]}]""", "You said: in parts")]
    [InlineData("""[{"role":"system","content":"be kind"}]""", "You said nothing I can read.")]
    [InlineData("""[{"role":"user","content":"two\nlines \"and\" 'quotes' <b> é 漢 😀"}]""", "You said: two\nlines \"and\" 'quotes' <b> é 漢 😀")]
    public async Task Chat_Messages_LastOfTheUserIsAnswered(string messages, string expected)
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ChatPath, $$"""{"model":"gpt-4o","messages":{{messages}}}""");

        Assert.EndsWith(expected, answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_LongPrompt_IsRepeatedShortened()
    {
        await using var mock = Start();
        var prompt = new string('x', 399) + "😀" + new string('y', 5000);

        var answer = await PostJsonAsync(mock, ChatPath, JsonSerializer.Serialize(new { model = "gpt-4o", messages = new[] { new { role = "user", content = prompt } } }));

        var content = answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
        Assert.EndsWith("xxx…", content, StringComparison.Ordinal);
    }
}
