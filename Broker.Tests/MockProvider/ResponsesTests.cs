using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MockProvider;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ResponsesTests
{
    private static readonly string[] BodyKeys =
    [
        "id", "object", "created_at", "status", "background", "billing", "error", "incomplete_details", "instructions", "max_output_tokens",
        "max_tool_calls", "model", "output", "parallel_tool_calls", "previous_response_id", "prompt_cache_key", "prompt_cache_retention",
        "reasoning", "safety_identifier", "service_tier", "store", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p",
        "truncation", "usage", "user", "metadata",
    ];

    [Fact]
    public async Task Response_Document_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, ResponsesPath, HelloResponse);

        Assert.Equal(BodyKeys, Keys(answer));
        Assert.StartsWith("resp_", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("completed", answer.GetProperty("status").GetString());
        var item = answer.GetProperty("output")[0];
        Assert.Equal(["id", "type", "status", "content", "role"], Keys(item));
        Assert.StartsWith("msg_", item.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(["type", "annotations", "logprobs", "text"], Keys(item.GetProperty("content")[0]));
        Assert.Equal("Hello from the mock provider! You said: hello", item.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(["input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens"], Keys(answer.GetProperty("usage")));
    }

    [Fact]
    public async Task Response_Usage_AddsUp()
    {
        await using var mock = Start();

        var usage = (await PostJsonAsync(mock, ResponsesPath, HelloResponse)).GetProperty("usage");

        Assert.Equal(
            usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Response_Settings_AreRepeated()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(
            mock,
            ResponsesPath,
            """{"model":"gpt-4o-mini","input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}],"instructions":"be kind","temperature":0.5,"metadata":{"a":"b"},"max_output_tokens":19}""");

        Assert.Equal("be kind", answer.GetProperty("instructions").GetString());
        Assert.Equal("0.5", answer.GetProperty("temperature").GetRawText());
        Assert.Equal("1.0", answer.GetProperty("top_p").GetRawText());
        Assert.Equal("b", answer.GetProperty("metadata").GetProperty("a").GetString());
        Assert.Equal(19, answer.GetProperty("max_output_tokens").GetInt32());
        Assert.EndsWith("You said: hi", answer.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Framing_NamesEachEventAndHasNoDone()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ResponsesPath, HelloResponseStreamed);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        foreach (var frame in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.Equal($"event: {Parse(lines[1]["data: ".Length..]).GetProperty("type").GetString()}", lines[0]);
        }
    }

    [Fact]
    public async Task Stream_Events_ComeInOrderAndAreNumberedFromZero()
    {
        await using var mock = Start();

        var events = await EventsAsync(mock);

        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                .. Enumerable.Repeat("response.output_text.delta", 8),
                "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            events.Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Stream_Events_HaveTheKeysOfTheRealOnesInOrder()
    {
        await using var mock = Start();

        var keys = (await EventsAsync(mock)).GroupBy(item => item.GetProperty("type").GetString()!).ToDictionary(group => group.Key, group => Keys(group.First()));

        string[] state = ["type", "sequence_number", "response"];
        string[] item = ["type", "sequence_number", "output_index", "item"];
        string[] part = ["type", "sequence_number", "item_id", "output_index", "content_index", "part"];
        Assert.Equal(state, keys["response.created"]);
        Assert.Equal(state, keys["response.in_progress"]);
        Assert.Equal(state, keys["response.completed"]);
        Assert.Equal(item, keys["response.output_item.added"]);
        Assert.Equal(item, keys["response.output_item.done"]);
        Assert.Equal(part, keys["response.content_part.added"]);
        Assert.Equal(part, keys["response.content_part.done"]);
        Assert.Equal(
            ["type", "sequence_number", "item_id", "output_index", "content_index", "delta", "logprobs", "obfuscation"],
            keys["response.output_text.delta"]);
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "content_index", "text", "logprobs"], keys["response.output_text.done"]);
    }

    [Fact]
    public async Task Stream_LastEvent_CarriesTheWholeDocument()
    {
        await using var mock = Start(new FakeTimeProvider());

        var document = await PostJsonAsync(mock, ResponsesPath, HelloResponse);
        var events = await EventsAsync(mock);

        var created = events[0].GetProperty("response");
        var completed = events[^1].GetProperty("response");
        Assert.Equal(BodyKeys, Keys(created));
        Assert.Equal(JsonValueKind.Null, created.GetProperty("usage").ValueKind);
        Assert.Equal(0, created.GetProperty("output").GetArrayLength());
        Assert.Equal("in_progress", created.GetProperty("status").GetString());
        Assert.Equal(BodyKeys, Keys(completed));
        Assert.True(JsonElement.DeepEquals(document.GetProperty("usage"), completed.GetProperty("usage")));
        Assert.True(JsonElement.DeepEquals(
            document.GetProperty("output")[0].GetProperty("content"), completed.GetProperty("output")[0].GetProperty("content")));
        Assert.Equal(
            completed.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString(),
            string.Concat(events.Where(item => item.TryGetProperty("delta", out _)).Select(item => item.GetProperty("delta").GetString())));
    }

    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(MockProviderServer mock) =>
        [.. Events(await PostTextAsync(mock, ResponsesPath, HelloResponseStreamed)).Select(Parse)];
}
