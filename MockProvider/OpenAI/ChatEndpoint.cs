using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEndpoint(Templates templates, Models models, TimeProvider clock)
{
    private const int TokensPerReply = 3;

    public Answer Handle(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        var model = models.Read(fields);
        var turns = new Turns([.. fields.RequiredObjects("messages").SelectMany(ReadMessage)]);
        var isStreamed = fields.Flag("stream");
        var options = fields.Object("stream_options");
        if (options is not null && !isStreamed)
        {
            throw new ApiException(
                Errors.Bad("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options"));
        }

        var reply = MakeReply(fields, turns, call.Fingerprint);
        var prompt = TokensPerReply + turns.Tokens + (fields.Get("tools") is { } tools ? Words.CutJson(tools.GetRawText()).Count : 0);
        var usage = templates.Fill(
            "chat.usage", ("prompt_tokens", prompt), ("completion_tokens", reply.Tokens), ("total_tokens", prompt + reply.Tokens));
        (string, JsonNode?)[] envelope =
        [
            ("id", $"chatcmpl-{call.Fingerprint.Letters("chat", 29)}"),
            ("created", clock.GetUtcNow().ToUnixTimeSeconds()),
            ("model", model),
        ];
        var answer = isStreamed
            ? Answer.Stream([.. Chunks(reply, envelope, usage, options, call.Fingerprint), WireJson.Done])
            : Answer.Json(Document(reply, envelope, usage));
        return answer with { Tokens = prompt + reply.Tokens };
    }

    private static IEnumerable<Turn> ReadMessage(Fields message)
    {
        switch (message.Choice("role", "system", "assistant", "user", "function", "tool", "developer"))
        {
            case "tool":
                return [new Turn(Speaker.Result, message.Content("content"), message.Text("tool_call_id"))];
            case "assistant":
                // An assistant may have done something other than talk.
                var calls = message.Objects("tool_calls");
                var text = message.Get("content") is null && calls.Count + (message.Get("refusal") is null ? 0 : 1) > 0
                    ? string.Empty
                    : message.Content("content");
                return
                [
                    new Turn(Speaker.Assistant, text),
                    .. calls.Where(called => called.Get("function") is not null)
                        .Select(called => (called, function: called.RequiredObject("function")))
                        .Select(pair => new Turn(
                            Speaker.Call, pair.function.Text("arguments"), pair.called.Text("id"), pair.function.Text("name"))),
                ];
            case "user":
                return [new Turn(Speaker.User, message.Content("content"))];
            default:
                return [new Turn(Speaker.Instruction, message.Content("content"))];
        }
    }

    private static ChatReply MakeReply(Fields fields, Turns turns, Fingerprint fingerprint)
    {
        var choice = RequestedTools.Read(fields, isNested: true);
        var most = fields.Integer("max_completion_tokens", 1) ?? fields.Integer("max_tokens", 1) ?? int.MaxValue;
        if (choice.Called(turns) is { } tool)
        {
            var arguments = Words.CutJson(tool.Arguments);
            // Where the caller named the function the real service says stop, as if nothing had been called.
            var reason = arguments.Count >= most ? "length" : choice.IsNamed ? "stop" : "tool_calls";
            return new ChatReply([.. arguments.Take(most - 1)], $"call_{fingerprint.Letters("call 0 0", 24)}", tool.Name, reason);
        }

        var format = fields.Object("response_format");
        var pieces = RequestedTools.Pieces(format, format?.Object("json_schema"), turns.Reply);
        return new ChatReply([.. pieces.Take(most)], CallId: null, Tool: null, pieces.Count > most ? "length" : "stop");
    }

    private JsonNode Document(ChatReply reply, (string, JsonNode?)[] envelope, JsonNode usage) => templates.Fill(
        "chat.completion",
        [
            .. envelope,
            ("content", reply.Tool is null ? reply.Text : null),
            ("tool_calls", reply.Tool is null ? Templates.Absent : new JsonArray(ToolCall(reply, reply.Text, Templates.Absent))),
            ("finish_reason", reply.FinishReason),
            ("usage", usage),
        ]);

    private IEnumerable<ReadOnlyMemory<byte>> Chunks(
        ChatReply reply, (string, JsonNode?)[] envelope, JsonNode usage, Fields? options, Fingerprint fingerprint)
    {
        var (hasUsage, isPadded) = (options?.Flag("include_usage") ?? false, options?.Flag("include_obfuscation", fallback: true) ?? true);
        var index = 0;
        foreach (var choice in Choices(reply))
        {
            yield return Chunk(new JsonArray(choice), hasUsage ? null : Templates.Absent);
        }

        if (hasUsage)
        {
            yield return Chunk([], usage);
        }

        ReadOnlyMemory<byte> Chunk(JsonArray choices, JsonNode? chunkUsage) => WireJson.Data(templates.Fill(
            "chat.chunk",
            [.. envelope, ("choices", choices), (
                "usage", chunkUsage), ("obfuscation", isPadded ? fingerprint.Obfuscation(index++) : Templates.Absent)]));
    }

    /// <summary>Who speaks, then words or pieces of a call, then why it ends.</summary>
    private IEnumerable<JsonNode> Choices(ChatReply reply)
    {
        var isCall = reply.Tool is not null;
        yield return Choice(templates.Fill(
            "chat.delta.role",
            ("content", isCall ? null : string.Empty),
            ("tool_calls", isCall ? new JsonArray(ToolCall(reply, string.Empty, 0)) : Templates.Absent)));
        foreach (var piece in reply.Pieces)
        {
            yield return Choice(isCall
                ? new JsonObject { ["tool_calls"] = new JsonArray(templates.Fill("chat.tool_call.piece", ("arguments", piece))) }
                : new JsonObject { ["content"] = piece });
        }

        yield return Choice(new JsonObject(), reply.FinishReason);

        JsonNode Choice(JsonNode delta, string? reason = null) =>
            templates.Fill("chat.chunk.choice", ("delta", delta), ("finish_reason", reason));
    }

    private JsonNode ToolCall(ChatReply reply, string arguments, JsonNode index) =>
        templates.Fill("chat.tool_call", ("index", index), ("id", reply.CallId), ("name", reply.Tool), ("arguments", arguments));

    /// <summary>Words, or the arguments of a call, in the pieces in which they are streamed.</summary>
    private sealed record ChatReply(IReadOnlyList<string> Pieces, string? CallId, string? Tool, string FinishReason)
    {
        public string Text => string.Concat(Pieces);

        public int Tokens => Pieces.Count + (Tool is null ? 0 : 1);
    }
}
