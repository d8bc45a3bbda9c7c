using System.Text.Json;
using System.Text.Json.Nodes;
using MockProvider;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>Puts a chat's stream together again, the way a client does, without knowing how the mock took it apart.</summary>
internal static class ChatStreams
{
    /// <summary>The events, without the closing one.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ChunksAsync(MockProviderServer mock, string body)
    {
        var events = Events(await PostTextAsync(mock, ChatPath, body));
        Assert.Equal("[DONE]", events[^1]);
        return [.. events.SkipLast(1).Select(Parse)];
    }

    /// <summary>The choices of a stream as they would stand in a document.</summary>
    public static JsonArray Choices(IReadOnlyList<JsonElement> chunks)
    {
        SortedDictionary<int, JsonObject> choices = [];
        foreach (var piece in chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()))
        {
            var index = piece.GetProperty("index").GetInt32();
            choices.TryAdd(index, []);
            Add(choices[index], piece);
        }

        return [.. choices.Values.ToArray<JsonNode>()];
    }

    /// <summary>What of a document's choices a stream tells too.</summary>
    public static JsonArray Choices(JsonElement document) =>
    [
        .. document.GetProperty("choices").EnumerateArray().Select(choice =>
        {
            var message = JsonNode.Parse(choice.GetProperty("message").GetRawText())!.AsObject();
            message.Remove("annotations");
            return (JsonNode)new JsonObject
            {
                ["message"] = message,
                ["logprobs"] = JsonNode.Parse(choice.GetProperty("logprobs").GetRawText()),
                ["finish_reason"] = choice.GetProperty("finish_reason").GetString(),
            };
        }),
    ];

    private static void Add(JsonObject choice, JsonElement piece)
    {
        choice["message"] ??= new JsonObject();
        var message = choice["message"]!.AsObject();
        foreach (var member in piece.GetProperty("delta").EnumerateObject())
        {
            if (member.Name == "tool_calls")
            {
                AddCalls(message, member.Value);
            }
            else
            {
                message[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : $"{message[member.Name]}{member.Value.GetString()}";
            }
        }

        if (piece.GetProperty("logprobs") is { ValueKind: JsonValueKind.Object } logprobs)
        {
            choice["logprobs"] ??= new JsonObject { ["content"] = new JsonArray(), ["refusal"] = null };
            foreach (var token in logprobs.GetProperty("content").EnumerateArray())
            {
                choice["logprobs"]!["content"]!.AsArray().Add(JsonNode.Parse(token.GetRawText()));
            }
        }
        else
        {
            choice["logprobs"] ??= null;
        }

        choice["finish_reason"] = piece.GetProperty("finish_reason").GetString();
    }

    private static void AddCalls(JsonObject message, JsonElement calls)
    {
        message["tool_calls"] ??= new JsonArray();
        var made = message["tool_calls"]!.AsArray();
        foreach (var call in calls.EnumerateArray())
        {
            var index = call.GetProperty("index").GetInt32();
            var function = call.GetProperty("function");
            if (index == made.Count)
            {
                made.Add(new JsonObject
                {
                    ["id"] = call.GetProperty("id").GetString(),
                    ["type"] = call.GetProperty("type").GetString(),
                    ["function"] = new JsonObject { ["name"] = function.GetProperty("name").GetString(), ["arguments"] = string.Empty },
                });
            }

            var arguments = made[index]!["function"]!;
            arguments["arguments"] = $"{arguments["arguments"]}{function.GetProperty("arguments").GetString()}";
        }
    }
}
