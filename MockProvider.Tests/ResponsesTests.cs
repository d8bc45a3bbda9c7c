using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.ChatRequests;

namespace MockProvider.Tests;

public class ResponsesTests(SharedMock mock)
{
    private const string Compact = """{"model":"gpt-6.2-sol","input":[{"role":"user","content":"hello"},{"role":"assistant","content":"hi"},{"type":"compaction_trigger"}]""";

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
        var answer = await mock.PostJsonAsync(ResponsesPath, HelloResponse);

        Assert.Equal(BodyKeys, Keys(answer));
        Assert.Equal("completed", answer.GetProperty("status").GetString());
        var item = answer.GetProperty("output")[0];
        Assert.Equal(["id", "type", "status", "content", "role"], Keys(item));
        Assert.Equal(["type", "annotations", "logprobs", "text"], Keys(item.GetProperty("content")[0]));
        Assert.EndsWith("You said: hello", item.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var usage = answer.GetProperty("usage");
        Assert.Equal(["input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens"], Keys(usage));
        Assert.Equal(Number(usage, "input_tokens") + Number(usage, "output_tokens"), Number(usage, "total_tokens"));
    }

    [Fact]
    public async Task Response_Settings_AreRepeated()
    {
        var answer = await mock.PostJsonAsync(ResponsesPath, Response(
            """
            "instructions":"be kind","temperature":0.5,"metadata":{"a":"b"},"reasoning":{"effort":"low"},"text":{"format":{"type":"json_object"}}
            """));

        Assert.Equal("be kind", answer.GetProperty("instructions").GetString());
        Assert.Equal(("0.5", "1.0"), (answer.GetProperty("temperature").GetRawText(), answer.GetProperty("top_p").GetRawText()));
        Assert.Equal("b", answer.GetProperty("metadata").GetProperty("a").GetString());
        Assert.Equal(["effort", "summary"], Keys(answer.GetProperty("reasoning")));
        Assert.Equal(["format", "verbosity"], Keys(answer.GetProperty("text")));
        Assert.Equal(["message"], Keys(Parse(Text(answer))));
    }

    [Fact]
    public async Task Response_OutOfTokens_IsIncomplete()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 20));
        var events = await mock.EventsAsync(ResponsesPath, Response("\"max_output_tokens\":16,\"stream\":true", words));

        Assert.Equal("response.incomplete", events[^1].GetProperty("type").GetString());
        var body = events[^1].GetProperty("response");
        Assert.Equal("max_output_tokens", body.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal(16, Number(body.GetProperty("usage"), "output_tokens"));
    }

    [Fact]
    public async Task Stream_Framing_NamesEachEventAndHasNoDone()
    {
        var text = await PostTextAsync(mock.Server, ResponsesPath, HelloResponseStreamed);

        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.All(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), frame =>
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.Equal($"event: {Parse(lines[1]["data: ".Length..]).GetProperty("type").GetString()}", lines[0]);
        });
    }

    [Fact]
    public async Task Stream_Events_ComeInOrderWithTheKeysOfTheRealOnes()
    {
        var events = await mock.EventsAsync(ResponsesPath, HelloResponseStreamed);

        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => Number(item, "sequence_number")));
        string[] start = ["type", "sequence_number"];
        (string Type, string[] Keys)[] expected =
        [
            ("response.created", [.. start, "response"]),
            ("response.in_progress", [.. start, "response"]),
            ("response.output_item.added", [.. start, "output_index", "item"]),
            ("response.content_part.added", [.. start, "item_id", "output_index", "content_index", "part"]),
            .. Enumerable.Repeat(("response.output_text.delta", (
                string[])[.. start, "item_id", "output_index", "content_index", "delta", "logprobs", "obfuscation"]), 8),
            ("response.output_text.done", [.. start, "item_id", "output_index", "content_index", "text", "logprobs"]),
            ("response.content_part.done", [.. start, "item_id", "output_index", "content_index", "part"]),
            ("response.output_item.done", [.. start, "output_index", "item"]),
            ("response.completed", [.. start, "response"]),
        ];
        Assert.Equal(expected.Select(item => item.Type), events.Select(item => item.GetProperty("type").GetString()));
        Assert.All(expected.Zip(events), pair => Assert.Equal(pair.First.Keys, Keys(pair.Second)));
        Assert.Equal(BodyKeys, Keys(events[0].GetProperty("response")));
        Assert.Equal(JsonValueKind.Null, events[0].GetProperty("response").GetProperty("usage").ValueKind);
        var last = events[^1].GetProperty("response");
        Assert.Equal(Text(last), string.Concat(
            events.Where(item => item.TryGetProperty("delta", out _)).Select(item => item.GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task Compaction_Triggered_IsTheOneItemOfTheAnswer()
    {
        var answer = await mock.PostJsonAsync(ResponsesPath, $"{Compact}}}");
        var events = await mock.EventsAsync(ResponsesPath, $"{Compact},\"stream\":true}}");

        var item = Assert.Single(answer.GetProperty("output").EnumerateArray());
        Assert.Equal(["id", "type", "encrypted_content"], Keys(item));
        Assert.Equal("compaction", item.GetProperty("type").GetString());
        Assert.Equal(
            ["response.created", "response.in_progress", "response.output_item.added", "response.output_item.done", "response.completed"],
            events.Select(one => one.GetProperty("type").GetString()));
        var next = await mock.PostJsonAsync(ResponsesPath, $$"""{"model":"gpt-4o","input":[{{item.GetRawText()}},{"role":"user","content":"and now?"}]}""");
        Assert.EndsWith("You said: and now?", Text(next), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compact_OfAConversation_KeepsTheUsersWordsAndAddsTheCompaction()
    {
        var answer = await mock.PostJsonAsync($"{ResponsesPath}/compact", """{"model":"gpt-4o","input":[{"role":"user","content":"hello"},{"role":"assistant","content":"hi"}]}""");

        Assert.Equal(["id", "object", "created_at", "output", "usage"], Keys(answer));
        Assert.Equal("response.compaction", answer.GetProperty("object").GetString());
        Assert.Equal(
            ["message", "compaction"], answer.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task InputTokens_OfARequest_AreThoseOfItsAnswer()
    {
        var counted = await mock.PostJsonAsync($"{ResponsesPath}/input_tokens", HelloResponse);
        var answer = await mock.PostJsonAsync(ResponsesPath, HelloResponse);

        Assert.Equal(["object", "input_tokens"], Keys(counted));
        Assert.Equal(Number(answer.GetProperty("usage"), "input_tokens"), Number(counted, "input_tokens"));
    }

    [Fact]
    public async Task Stored_Response_IsGivenStreamedListedAndDeleted()
    {
        var streamed = await PostTextAsync(mock.Server, ResponsesPath, Response("\"stream\":true", "keep this"));
        var made = Parse(Events(streamed)[^1]).GetProperty("response");
        var path = $"{ResponsesPath}/{made.GetProperty("id").GetString()}";
        using var client = Client(mock.Server);

        var (_, given) = await mock.AskAsync("GET", path);
        var (_, items) = await mock.AskAsync("GET", $"{path}/input_items");
        var again = await client.GetStringAsync($"{path}?stream=true", Cancel);
        var rest = await client.GetStringAsync($"{path}?stream=true&starting_after=3", Cancel);
        var (cancelled, _) = await mock.AskAsync("POST", $"{path}/cancel");
        var (_, deleted) = await mock.AskAsync("DELETE", path);

        Assert.True(JsonElement.DeepEquals(made, given));
        Assert.Equal(streamed, again);
        Assert.Equal(4, Number(Parse(Events(rest)[0]), "sequence_number"));
        Assert.Equal(["object", "data", "first_id", "last_id", "has_more"], Keys(items));
        Assert.Equal("keep this", Assert.Single(items.GetProperty("data").EnumerateArray()).GetProperty("content").GetString());
        Assert.Equal(400, cancelled);
        Assert.Equal(["id", "object", "deleted"], Keys(deleted));
        Assert.Equal(404, (await mock.AskAsync("GET", path)).Status);
        Assert.Equal(404, (await mock.AskAsync("DELETE", path)).Status);
    }

    [Fact]
    public async Task Background_Response_MayBeCancelled()
    {
        var made = await mock.PostJsonAsync(ResponsesPath, Response("\"background\":true", "in the background"));

        var (status, body) = await mock.AskAsync("POST", $"{ResponsesPath}/{made.GetProperty("id").GetString()}/cancel");

        Assert.Equal(200, status);
        Assert.Equal(made.GetProperty("id").GetString(), body.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Store_False_IsNotRemembered()
    {
        var made = await mock.PostJsonAsync(ResponsesPath, Response("\"store\":false", "forget this"));
        var id = made.GetProperty("id").GetString();

        Assert.Equal(404, (await mock.AskAsync("GET", $"{ResponsesPath}/{id}")).Status);
        await AssertBadAsync(mock.Server, ResponsesPath, Response(
            $"\"previous_response_id\":\"{id}\""), "previous_response_id", "previous_response_not_found");
    }

    [Fact]
    public async Task WebSocket_Wanted_Is426()
    {
        var answer = await RawAsync(
            mock.Server,
            $"GET {ResponsesPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer {Key}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 426 ", answer, StringComparison.Ordinal);
    }

    private static string Text(JsonElement response) =>
        response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
