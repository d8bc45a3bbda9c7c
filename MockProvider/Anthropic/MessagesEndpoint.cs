using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.Anthropic;

/// <summary><c>POST /v1/messages</c> and <c>POST /v1/messages/count_tokens</c>.</summary>
internal sealed class MessagesEndpoint(Templates templates, AnthropicModels models)
{
    private const int LeastThinking = 1024;
    private const string Thoughts = "The mock provider thinks of nothing but its answer.";

    public Answer Create(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        var model = models.Read(fields);
        fields.Required("max_tokens");
        var most = fields.Integer("max_tokens", 1)!.Value;
        var isStreamed = fields.Flag("stream");
        var input = MessageInput.Read(fields);
        var blocks = Blocks(fields, input, most, call.Fingerprint);
        var output = blocks.Sum(block => block.Tokens);
        var reason = output > most ? "max_tokens" : blocks[^1].Kind == MessageBlock.ToolUse ? "tool_use" : "end_turn";
        var id = $"msg_01{call.Fingerprint.Letters("message", 22)}";
        var message = new MessageAnswer(templates, model, id, MessageBlock.Cut(blocks, most), reason, input.Prompt);
        var answer = isStreamed ? Answer.Stream([.. message.Events()]) : Answer.Json(message.Document());
        return answer with { Tokens = input.Prompt.All + Math.Min(output, most) };
    }

    public Answer Count(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        models.Read(fields);
        return Answer.Json(templates.Fill("count", ("input_tokens", MessageInput.Read(fields).Prompt.All)));
    }

    /// <summary>What is thought, if that is wanted; then the words, or the call.</summary>
    private static List<MessageBlock> Blocks(Fields fields, MessageInput input, int most, Fingerprint fingerprint)
    {
        List<MessageBlock> blocks = [];
        var thinking = fields.Object("thinking");
        var kind = thinking?.Choice("type", "enabled", "disabled", "adaptive", "between_tools");
        if (kind == "enabled")
        {
            Check(thinking!, input, most);
        }

        if (kind is "enabled" or "adaptive")
        {
            IReadOnlyList<string> thoughts = thinking!.OptionalText("display") == "omitted" ? [] : Words.Cut(Thoughts);
            blocks.Add(new MessageBlock(MessageBlock.Thinking, thoughts, Id: fingerprint.Letters("signature", 32)));
        }

        if (input.Tools.Called(input.Turns) is { } tool)
        {
            var id = $"toolu_01{fingerprint.Letters("tool", 22)}";
            blocks.Add(new MessageBlock(MessageBlock.ToolUse, Words.CutJson(tool.Arguments), id, tool.Name));
            return blocks;
        }

        var format = fields.Object("output_config")?.Object("format") ?? fields.Object("output_format");
        var pieces = format is null
            ? Words.Cut(input.Turns.Reply)
            : Words.CutJson(SchemaInstance.Of(format.RequiredObject("schema").Element));
        blocks.Add(new MessageBlock(MessageBlock.Text, pieces));
        return blocks;
    }

    private static void Check(Fields thinking, MessageInput input, int most)
    {
        thinking.Required("budget_tokens");
        if (thinking.Integer("budget_tokens", LeastThinking) >= most)
        {
            throw new ApiException(Errors.Bad("`max_tokens` must be greater than `thinking.budget_tokens`."));
        }

        if (input.Tools.Mode == ToolMode.Required)
        {
            throw new ApiException(Errors.Bad("Thinking may not be enabled when tool_choice forces tool use."));
        }
    }
}

/// <summary>One block of an answer, in the pieces in which it is streamed.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Pieces">The words, or the arguments of a call.</param>
/// <param name="Id">The id of a call, or the signature of what was thought.</param>
/// <param name="Tool">The tool that is called.</param>
internal sealed record MessageBlock(string Kind, IReadOnlyList<string> Pieces, string Id = "", string Tool = "")
{
    public const string Text = "text";
    public const string Thinking = "thinking";
    public const string ToolUse = "tool_use";

    /// <summary>Whether the end is missing.</summary>
    public bool IsCut { get; private init; }

    public int Tokens => Pieces.Count + (Kind == ToolUse ? 1 : 0);

    /// <summary>As many blocks and pieces of them as so many tokens allow.</summary>
    public static IReadOnlyList<MessageBlock> Cut(IEnumerable<MessageBlock> blocks, int tokens)
    {
        List<MessageBlock> kept = [];
        foreach (var block in blocks.TakeWhile(_ => tokens > 0))
        {
            var left = tokens - (block.Tokens - block.Pieces.Count);
            kept.Add(block.Tokens <= tokens ? block : block with { Pieces = [.. block.Pieces.Take(left)], IsCut = true });
            tokens -= block.Tokens;
        }

        return kept;
    }

    /// <summary>The block as a document has it, or as its first event has it, with nothing in it yet.</summary>
    public JsonNode Document(Templates templates, bool isStart)
    {
        var whole = isStart ? string.Empty : string.Concat(Pieces);
        return templates.Fill(
            $"block.{Kind}",
            ("text", whole),
            ("signature", isStart ? string.Empty : Id),
            ("id", Id),
            ("name", Tool),
            ("input", isStart || IsCut || Kind != ToolUse ? new JsonObject() : JsonNode.Parse(whole)));
    }
}
