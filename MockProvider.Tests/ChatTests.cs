using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.ChatRequests;

namespace MockProvider.Tests;

public class ChatTests(SharedMock mock)
{
    private static readonly string[
        ] ChunkKeys = ["id", "object", "created", "model", "service_tier", "system_fingerprint", "choices", "obfuscation"];

    [Fact]
    public async Task Chat_Document_HasTheKeysOfTheRealOneInOrder()
    {
        var answer = await mock.PostJsonAsync(ChatPath, Hello);

        Assert.Equal(["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"], Keys(answer));
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal(["index", "message", "logprobs", "finish_reason"], Keys(choice));
        Assert.Equal(["role", "content", "refusal", "annotations"], Keys(choice.GetProperty("message")));
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("gpt-4o-mini-2024-07-18", answer.GetProperty("model").GetString());
        var usage = answer.GetProperty("usage");
        Assert.Equal(
            ["prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details"], Keys(usage));
        Assert.Equal(["cached_tokens", "audio_tokens"], Keys(usage.GetProperty("prompt_tokens_details")));
        Assert.Equal((8, 8, 16), (Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"), Number(usage, "total_tokens")));
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"first"},{"role":"assistant","content":"hm"},{"role":"user","content":"last"}]""", "You said: last")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"in parts"},{"type":"image_url","image_url":{"url":"data:"}}]}]""", "You said: in parts")]
    [InlineData("""[{"role":"system","content":"be kind"}]""", "You said nothing I can read.")]
    [InlineData("""[{"role":"user","content":"two\nlines \"and\" 'quotes' <b> é 漢 😀"}]""", "You said: two\nlines \"and\" 'quotes' <b> é 漢 😀")]
    public async Task Chat_Messages_LastOfTheUserIsAnswered(string messages, string expected)
    {
        var answer = await mock.PostJsonAsync(ChatPath, $$"""{"model":"gpt-4o","messages":{{messages}}}""");

        Assert.EndsWith(expected, Content(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_LongPrompt_IsRepeatedShortened()
    {
        var answer = await mock.PostJsonAsync(ChatPath, Chat(prompt: new string('x', 399) + "😀" + new string('y', 5000)));

        Assert.EndsWith("xxx…", Content(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"max_tokens\":3", "Hello from the", "length")]
    [InlineData("\"max_completion_tokens\":8", "Hello from the mock provider! You said: hello", "stop")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", """{"message":"Hello from the mock provider! You said: hello"}""", "stop")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":" + CitySchema + "}}", """{"city":"mock city"}""", "stop")]
    public async Task Chat_Options_ShapeTheText(string members, string expected, string reason)
    {
        var answer = await mock.PostJsonAsync(ChatPath, Chat(members));

        Assert.Equal(expected, Content(answer));
        Assert.Equal(reason, answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Stream_Framing_IsDataLinesEndedByDone()
    {
        using var response = await PostAsync(mock.Server, ChatPath, HelloStreamed);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.EndsWith("\n\ndata: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.All(text.Split(
            "\n\n", StringSplitOptions.RemoveEmptyEntries), frame => Assert.StartsWith("data: ", frame, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_Deltas_AreRoleThenWordsThenStop()
    {
        var chunks = await mock.EventsAsync(ChatPath, HelloStreamed);

        Assert.All(chunks, chunk => Assert.Equal(ChunkKeys, Keys(chunk)));
        Assert.Equal(["role", "content", "refusal"], Keys(Delta(chunks[0])));
        Assert.All(chunks.Skip(1).SkipLast(1), chunk => Assert.Equal(["content"], Keys(Delta(chunk))));
        Assert.Empty(Keys(Delta(chunks[^1])));
        Assert.Equal("stop", chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Stream_WithUsage_IsNullUntilOneMoreEventCarriesIt()
    {
        await using var timed = Start(new FakeTimeProvider());
        var document = await PostJsonAsync(timed, ChatPath, Hello);
        var chunks = Events(await PostTextAsync(
            timed, ChatPath, Chat("\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}")))
            .SkipLast(1).Select(Parse).ToList();

        Assert.All(chunks, chunk => Assert.Equal([.. ChunkKeys[..^1], "usage"], Keys(chunk)));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(document.GetProperty("usage"), chunks[^1].GetProperty("usage")));
        Assert.Equal(document.GetProperty("created").GetInt64(), chunks[0].GetProperty("created").GetInt64());
        Assert.Equal(Content(document), string.Concat(chunks.SkipLast(2).Select(chunk => Delta(chunk).GetProperty("content").GetString())));
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static string? Content(JsonElement answer) =>
        answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
