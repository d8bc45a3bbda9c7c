using System.Text;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary>The one item of a response, in the pieces in which it is streamed, from which both the item and its events are made.</summary>
/// <param name="templates">The shapes.</param>
internal abstract class ResponseOutput(Templates templates)
{
    /// <summary>Words, or pieces of arguments.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>Whether it came to its end before the tokens did.</summary>
    public bool IsComplete { get; init; } = true;

    public virtual int Tokens => Pieces.Count;

    protected string Whole => string.Concat(Pieces);

    protected string EndStatus => IsComplete ? "completed" : "incomplete";

    protected Templates Templates => templates;

    /// <summary>What the request asks for: a compaction, a call, or words.</summary>
    public static ResponseOutput To(Fields fields, ResponseInput input, Fingerprint fingerprint, Templates templates)
    {
        if (input.IsCompaction)
        {
            return new CompactionOutput(templates, input.Turns, fingerprint) { Pieces = [] };
        }

        var most = fields.Integer("max_output_tokens", 16) ?? int.MaxValue;
        if (RequestedTools.Read(fields, isNested: false).Called(input.Turns) is { } tool)
        {
            var arguments = Words.CutJson(tool.Arguments);
            return new CallOutput(
                templates, tool.Name, fingerprint) { Pieces = [.. arguments.Take(most - 1)], IsComplete = arguments.Count < most };
        }

        var format = fields.Object("text")?.Object("format");
        var pieces = RequestedTools.Pieces(format, format, input.Turns.Reply);
        return new MessageOutput(templates, fingerprint) { Pieces = [.. pieces.Take(most)], IsComplete = pieces.Count <= most };
    }

    /// <summary>The item when it has ended.</summary>
    public abstract JsonNode Item();

    /// <summary>What the conversation remembers of it.</summary>
    public abstract IEnumerable<Turn> Turns();

    /// <summary>The events from its beginning to its end, without their numbers.</summary>
    /// <param name="obfuscation">The padding of the next event.</param>
    public abstract IEnumerable<ResponseEvent> Events(Func<JsonNode?> obfuscation);

    protected static ResponseEvent ItemAdded(JsonNode item) => new("event.item", "response.output_item.added", ("item", item));

    protected ResponseEvent ItemDone() => new("event.item", "response.output_item.done", ("item", Item()));
}

/// <summary>One event: its shape, its type, and what is in it besides.</summary>
internal sealed record ResponseEvent(string Shape, string Type, params IReadOnlyList<(string Name, JsonNode? Value)> Values);

internal sealed class MessageOutput(Templates templates, Fingerprint fingerprint) : ResponseOutput(templates)
{
    private readonly string _id = $"msg_{fingerprint.Hex("message", 50)}";

    public override JsonNode Item() => Item(EndStatus, new JsonArray(Part(Whole)));

    public override IEnumerable<Turn> Turns() => [new Turn(Speaker.Assistant, Whole)];

    public override IEnumerable<ResponseEvent> Events(Func<JsonNode?> obfuscation) =>
    [
        ItemAdded(Item("in_progress", [])),
        new("event.part", "response.content_part.added", ("item_id", _id), ("part", Part(string.Empty))),
        .. Pieces.Select(piece =>
            new ResponseEvent(
                "event.text.delta", "response.output_text.delta", ("item_id", _id), ("delta", piece), ("obfuscation", obfuscation()))),
        new("event.text.done", "response.output_text.done", ("item_id", _id), ("text", Whole)),
        new("event.part", "response.content_part.done", ("item_id", _id), ("part", Part(Whole))),
        ItemDone(),
    ];

    private JsonNode Item(string status, JsonArray content) =>
        Templates.Fill("item.message", ("id", _id), ("status", status), ("content", content));

    private JsonNode Part(string text) => Templates.Fill("part.text", ("text", text));
}

internal sealed class CallOutput(Templates templates, string tool, Fingerprint fingerprint) : ResponseOutput(templates)
{
    private readonly string _id = $"fc_{fingerprint.Hex("call 0", 50)}";
    private readonly string _callId = $"call_{fingerprint.Letters("call 0", 24)}";

    public override int Tokens => 1 + Pieces.Count;

    public override JsonNode Item() => Item(EndStatus, Whole);

    public override IEnumerable<Turn> Turns() => [new Turn(Speaker.Call, Whole, _callId, tool)];

    public override IEnumerable<ResponseEvent> Events(Func<JsonNode?> obfuscation) =>
    [
        ItemAdded(Item("in_progress", string.Empty)),
        .. Pieces.Select(piece => new ResponseEvent(
            "event.arguments.delta", "response.function_call_arguments.delta", (
                "item_id", _id), ("delta", piece), ("obfuscation", obfuscation()))),
        new("event.arguments.done", "response.function_call_arguments.done", ("item_id", _id), ("arguments", Whole), ("name", tool)),
        ItemDone(),
    ];

    private JsonNode Item(string status, string arguments) => Templates.Fill(
        "item.function_call", ("id", _id), ("status", status), ("arguments", arguments), ("call_id", _callId), ("name", tool));
}

/// <summary>Stands for a long conversation; what is in it only the provider can read.</summary>
internal sealed class CompactionOutput(Templates templates, Turns compacted, Fingerprint fingerprint) : ResponseOutput(templates)
{
    private readonly string _id = $"cmp_{fingerprint.Hex("compaction", 50)}";

    public override int Tokens => 1;

    public override JsonNode Item() => Templates.Fill(
        "item.compaction", ("id", _id), ("encrypted_content", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{compacted.All.Count} turns, compacted by the mock provider"))));

    public override IEnumerable<Turn> Turns() => [];

    public override IEnumerable<ResponseEvent> Events(Func<JsonNode?> obfuscation) => [ItemAdded(Item()), ItemDone()];
}
