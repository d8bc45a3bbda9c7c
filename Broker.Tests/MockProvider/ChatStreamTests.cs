using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ChatStreamTests
{
    private const string WithUsage =
        """{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""";

    [Fact]
    public async Task Stream_Framing_IsDataLinesEndedByDone()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ChatPath, HelloStreamed);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.EndsWith("\n\ndata: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), frame => Assert.StartsWith("data: ", frame, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_Deltas_AreRoleThenWordsThenStop()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, HelloStreamed);

        Assert.Equal(["role", "content", "refusal"], Keys(Delta(chunks[0])));
        Assert.All(chunks.Skip(1).SkipLast(1), chunk => Assert.Equal(["content"], Keys(Delta(chunk))));
        Assert.Empty(Keys(Delta(chunks[^1])));
        Assert.Equal("stop", chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind));
        Assert.Equal([" You", " said:", " hello"], chunks.SkipLast(1).TakeLast(3).Select(chunk => Delta(chunk).GetProperty("content").GetString()));
    }

    [Fact]
    public async Task Stream_Words_AreThoseOfTheDocument()
    {
        await using var mock = Start(new FakeTimeProvider());

        var document = await PostJsonAsync(mock, ChatPath, Hello);
        var chunks = await ChatStreams.ChunksAsync(mock, WithUsage);

        var words = chunks.SkipLast(2).Select(chunk => Delta(chunk).GetProperty("content").GetString());
        Assert.Equal(document.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), string.Concat(words));
        Assert.True(JsonElement.DeepEquals(document.GetProperty("usage"), chunks[^1].GetProperty("usage")));
        Assert.Equal(document.GetProperty("created").GetInt64(), chunks[0].GetProperty("created").GetInt64());
    }

    [Fact]
    public async Task Stream_WithoutUsage_HasNoSuchKey()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, HelloStreamed);

        Assert.All(chunks, chunk => Assert.Equal(
            ["id", "object", "created", "model", "service_tier", "system_fingerprint", "choices", "obfuscation"], Keys(chunk)));
    }

    [Fact]
    public async Task Stream_WithUsage_IsNullUntilOneMoreEventCarriesIt()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, WithUsage);

        Assert.All(chunks, chunk => Assert.Equal(
            ["id", "object", "created", "model", "service_tier", "system_fingerprint", "choices", "usage", "obfuscation"], Keys(chunk)));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        var usage = chunks[^1].GetProperty("usage");
        Assert.Equal(
            usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Stream_WithoutObfuscation_HasNoPadding()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, WithUsage.Replace("\"include_usage\":true", "\"include_obfuscation\":false", StringComparison.Ordinal));

        Assert.All(chunks, chunk => Assert.DoesNotContain("obfuscation", Keys(chunk)));
    }

    [Fact]
    public async Task Stream_EveryEvent_HasTheSameIdAndTime()
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, HelloStreamed);

        Assert.Single(chunks.Select(chunk => $"{chunk.GetProperty("id")} {chunk.GetProperty("created")} {chunk.GetProperty("model")}").Distinct());
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");
}
