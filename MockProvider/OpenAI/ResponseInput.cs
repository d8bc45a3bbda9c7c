using System.Text.Json;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary>The input of a responses request, and the conversation that it goes on with.</summary>
/// <param name="Turns">The conversation so far, what an earlier response remembers included.</param>
/// <param name="Items">The items of this request, as they came.</param>
/// <param name="IsCompaction">Whether the last item wants the conversation compacted.</param>
/// <param name="Tokens">What it costs.</param>
internal sealed record ResponseInput(Turns Turns, IReadOnlyList<JsonObject> Items, bool IsCompaction, int Tokens)
{
    private const string InputName = "input";
    private const int TokensPerReply = 3;

    public static ResponseInput Read(Fields fields, ResponseStore store)
    {
        IReadOnlyList<Turn> earlier = fields.OptionalText("previous_response_id") is { } id ? store.Previous(id).Turns : [];
        var isText = fields.Required(InputName).ValueKind == JsonValueKind.String;
        IReadOnlyList<Fields> items = isText ? [] : fields.Objects(InputName);
        var turns = new Turns([.. earlier, .. isText ? [new Turn(Speaker.User, fields.Text(InputName))] : items.SelectMany(ReadItem)]);
        var tools = fields.Get("tools") is { } offered ? Words.CutJson(offered.GetRawText()).Count / 2 : 0;
        return new ResponseInput(
            turns,
            isText
                ? [new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = fields.Text(InputName) }]
                : [.. items.Select(Copy)],
            items.Count > 0 && items[^1].OptionalText("type") == "compaction_trigger",
            TokensPerReply + turns.Tokens + Words.Count(fields.OptionalText("instructions") ?? string.Empty) + tools);
    }

    private static JsonObject Copy(Fields item) => JsonNode.Parse(item.Element.GetRawText())!.AsObject();

    private static IEnumerable<Turn> ReadItem(Fields item)
    {
        switch (item.OptionalText("type") ?? "message")
        {
            case "message":
                var speaker = item.Choice("role", "assistant", "system", "developer", "user") switch
                {
                    "user" => Speaker.User,
                    "assistant" => Speaker.Assistant,
                    _ => Speaker.Instruction,
                };
                return [new Turn(speaker, item.Content("content"))];
            case "function_call":
                return [new Turn(Speaker.Call, item.Text("arguments"), item.Text("call_id"), item.Text("name"))];
            case "function_call_output":
                return [new Turn(Speaker.Result, item.Content("output"), item.Text("call_id"))];
            default:
                // Reasoning, compactions, references, the doings of built-in tools: nothing that is said.
                return [];
        }
    }
}
