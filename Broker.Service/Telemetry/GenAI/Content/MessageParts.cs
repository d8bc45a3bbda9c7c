using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads what OpenAI's APIs call messages and items, and says it as the conventions do.</summary>
internal static class MessageParts
{
    private const string Assistant = "assistant";
    private const string Tool = "tool";

    /// <summary>A message of a chat, or an item of a response, sent or answered.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Who speaks, and what; nobody for an item that says nothing here.</returns>
    public static (string? Role, IEnumerable<MessagePart> Parts) Of(JsonElement item) => Shape.Text(item, "role") switch
    {
        Tool => (Tool, [Response(item, "tool_call_id", "content")]),
        // The conventions have one role for those who set the rules, and so have dashboards.
        "developer" => ("system", Content(item)),
        { } role => (role, [.. Content(item), .. Calls(item)]),
        null => OfNobody(item, Shape.Text(item, "type") ?? ""),
    };

    /// <summary>What a message says: its content, a text or parts, and its refusal.</summary>
    /// <param name="message">The message.</param>
    public static IEnumerable<MessagePart> Content(JsonElement message)
    {
        IEnumerable<MessagePart> refusal = Shape.Text(message, "refusal") is { } refused ? [new(PartKind.Text, refused)] : [];
        return [.. Parts(message, "content"), .. refusal];
    }

    /// <summary>The calls of a chat's message.</summary>
    /// <param name="message">The message.</param>
    public static IEnumerable<MessagePart> Calls(JsonElement message) => Shape.Elements(message, "tool_calls").Select(Call);

    /// <summary>A call, or as much of it as an event of a stream has.</summary>
    /// <param name="call">The call.</param>
    public static MessagePart Call(JsonElement call)
    {
        // Only the first event of a streamed call has its type.
        var function = Shape.Member(call, "function");
        var nested = function.ValueKind == JsonValueKind.Object ? function : Shape.Member(call, "custom");
        var isNested = nested.ValueKind == JsonValueKind.Object;
        var facts = isNested ? nested : call;
        var arguments = Shape.TextOrJson(Shape.Member(facts, "arguments"))
            ?? Shape.TextOrJson(Shape.Member(facts, "input"))
            ?? Shape.TextOrJson(Shape.Member(facts, "action"));
        // Tools of the provider's own have no other name than their type.
        var name = Shape.Text(facts, "name") ?? (isNested ? null : Shape.Text(call, "type"));
        return new(PartKind.ToolCall, arguments ?? "", Shape.Text(call, "call_id") ?? Shape.Text(call, "id"), name);
    }

    /// <summary>An item whose type says who speaks.</summary>
    private static (string? Role, IEnumerable<MessagePart> Parts) OfNobody(JsonElement item, string type) => type switch
    {
        "reasoning" => (Assistant, [new(PartKind.Reasoning, Reasoning(item))]),
        _ when type.EndsWith("_call", StringComparison.Ordinal) => (Assistant, [Call(item)]),
        _ when type.EndsWith("_call_output", StringComparison.Ordinal) => (Tool, [Response(item, "call_id", "output")]),
        _ => (null, []),
    };

    private static MessagePart Response(JsonElement item, string id, string content) =>
        new(PartKind.ToolCallResponse, string.Join('\n', Parts(item, content).Select(part => part.Text)), Shape.Text(item, id));

    private static string Reasoning(JsonElement item)
    {
        var summary = Parts(item, "summary");
        return string.Join("\n\n", (summary.Any() ? summary : Parts(item, "content")).Select(part => part.Text));
    }

    private static IEnumerable<MessagePart> Parts(JsonElement element, string name) => Shape.Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(Part).OfType<MessagePart>(),
        { ValueKind: JsonValueKind.Object } only => Part(only) is { } part ? [part] : [],
        var text => Shape.Text(text) is { } said ? [new(PartKind.Text, said)] : [],
    };

    private static MessagePart? Part(JsonElement part)
    {
        var text = Shape.Text(part) ?? Shape.Text(part, "text") ?? Shape.Text(part, "refusal");
        return text is null ? Media.Of(part) : new(PartKind.Text, text);
    }
}
