using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.ChatRequests;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>What holds for every kind of chat, whatever is asked for.</summary>
public class ChatVarietyTests
{
    private const string Person =
        """{"type":"json_schema","json_schema":{"name":"person","strict":true,"schema":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}}}""";

    public static TheoryData<string> Varieties =>
    [
        Chat(),
        Chat("\"n\":3"),
        Chat("\"max_tokens\":3"),
        Chat("\"max_completion_tokens\":2,\"n\":2"),
        Chat("\"stop\":\"said\""),
        Chat("\"logprobs\":true,\"top_logprobs\":3"),
        Chat("\"logprobs\":true,\"n\":2,\"max_tokens\":4"),
        Chat($"\"tools\":[{Weather}]"),
        Chat($"\"tools\":[{Weather},{Time}]", "the weather and the time"),
        Chat($"\"tools\":[{Weather},{Time}],\"n\":2", "the weather and the time"),
        Chat($"\"tools\":[{Weather},{Time}],\"max_tokens\":5", "the weather and the time"),
        Chat($"\"tools\":[{Weather}],\"tool_choice\":\"none\""),
        Chat($$$"""
            "tools":[{{{Weather}}}],"tool_choice":{"type":"function","function":{"name":"get_weather"}}
            """),
        Chat("\"response_format\":{\"type\":\"json_object\"}", "in json, please"),
        Chat($"\"response_format\":{Person}"),
        Chat($"\"response_format\":{Person},\"max_tokens\":4,\"logprobs\":true"),
        Answered($"\"tools\":[{Weather}]"),
    ];

    [Theory]
    [MemberData(nameof(Varieties))]
    public async Task Stream_PutTogether_IsTheDocument(string body)
    {
        await using var mock = Start(new FakeTimeProvider());

        // The ids of calls come from the request, and the two requests differ in what asks for the stream.
        var document = await PostJsonAsync(mock, ChatPath, body);
        var chunks = await ChatStreams.ChunksAsync(mock, WithUsage(body));

        var streamed = ChatStreams.Choices(chunks);
        var told = ChatStreams.Choices(document);
        Assert.Equal(WithoutWhatIsDrawn(told).ToJsonString(), WithoutWhatIsDrawn(streamed).ToJsonString());
        Assert.True(JsonElement.DeepEquals(document.GetProperty("usage"), chunks[^1].GetProperty("usage")));
    }

    [Theory]
    [MemberData(nameof(Varieties))]
    public async Task Stream_EveryChunk_HasTheKeysOfTheRealOneInOrder(string body)
    {
        await using var mock = Start();

        var chunks = await ChatStreams.ChunksAsync(mock, WithUsage(body));

        Assert.All(chunks, chunk => Assert.Equal(
            ["id", "object", "created", "model", "service_tier", "system_fingerprint", "choices", "usage", "obfuscation"], Keys(chunk)));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(
            ["index", "delta", "logprobs", "finish_reason"], Keys(Assert.Single(chunk.GetProperty("choices").EnumerateArray()))));
        Assert.Empty(chunks[^1].GetProperty("choices").EnumerateArray());
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
    }

    [Theory]
    [MemberData(nameof(Varieties))]
    public async Task Stream_EachChoice_BeginsWithTheRoleAndEndsOnce(string body)
    {
        await using var mock = Start();

        var pieces = (await ChatStreams.ChunksAsync(mock, Streamed(body))).Select(chunk => chunk.GetProperty("choices")[0]);

        foreach (var choice in pieces.GroupBy(piece => piece.GetProperty("index").GetInt32()))
        {
            Assert.Equal("assistant", choice.First().GetProperty("delta").GetProperty("role").GetString());
            Assert.DoesNotContain(choice.Skip(1), piece => piece.GetProperty("delta").TryGetProperty("role", out _));
            Assert.All(choice.SkipLast(1), piece => Assert.Equal(JsonValueKind.Null, piece.GetProperty("finish_reason").ValueKind));
            Assert.Empty(Keys(choice.Last().GetProperty("delta")));
            Assert.Equal(JsonValueKind.String, choice.Last().GetProperty("finish_reason").ValueKind);
        }
    }

    [Theory]
    [MemberData(nameof(Varieties))]
    public async Task Answer_SameRequestInTwoServers_IsTheSameByteForByte(string body)
    {
        var clock = new FakeTimeProvider();
        await using var first = Start(clock);
        await using var second = Start(clock);

        Assert.Equal(await PostTextAsync(first, ChatPath, body), await PostTextAsync(second, ChatPath, body));
        Assert.Equal(await PostTextAsync(first, ChatPath, WithUsage(body)), await PostTextAsync(second, ChatPath, WithUsage(body)));
    }

    private static JsonArray WithoutWhatIsDrawn(JsonArray choices)
    {
        foreach (var choice in choices)
        {
            foreach (var call in choice!["message"]!["tool_calls"]?.AsArray() ?? [])
            {
                Assert.Matches("^call_[A-Za-z0-9]{24}$", call!["id"]!.GetValue<string>());
                call["id"] = "call_";
            }

            foreach (var token in choice["logprobs"]?["content"]?.AsArray() ?? [])
            {
                token!["logprob"] = 0;
                foreach (var other in token["top_logprobs"]!.AsArray())
                {
                    other!["logprob"] = 0;
                }
            }

            // The keys of a stream come as its pieces do.
            var message = choice["message"]!.AsObject();
            choice["message"] = new JsonObject(message.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        }

        return choices;
    }
}
