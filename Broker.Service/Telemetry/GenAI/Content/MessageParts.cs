using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads messages and items of OpenAI's APIs into the parts of the OpenTelemetry conventions.</summary>
internal static class MessageParts
{
    private const string Assistant = "assistant";
    private const string Tool = "tool";

    /// <summary>Reads a message of a chat or an item of a response, from a request or an answer.</summary>
    /// <returns>Role and parts; a null role for an item that is not shown.</returns>
    public static (string? Role, IEnumerable<MessagePart> Parts) Read(JsonElement item) => Shape.Text(item, "role") switch
    {
        Tool => (Tool, [Response(item, "tool_call_id", "content")]),
        // The conventions, and dashboards, have one role for whoever sets the rules.
        "developer" => ("system", Content(item)),
        { } role => (role, [.. Content(item), .. Calls(item)]),
        null => ReadWithoutRole(item, Shape.Text(item, "type") ?? ""),
    };

    /// <summary>Returns the content of a message, text or parts, and its refusal.</summary>
    public static IEnumerable<MessagePart> Content(JsonElement message)
    {
        IEnumerable<MessagePart> refusal = Shape.Text(message, "refusal") is { } refused ? [new(PartKind.Text, refused)] : [];
        return [.. Parts(message, "content"), .. refusal];
    }

    /// <summary>Returns the tool calls of a chat message.</summary>
    public static IEnumerable<MessagePart> Calls(JsonElement message) => Shape.Elements(message, "tool_calls").Select(Call);

    /// <summary>Reads a tool call, or the piece of it in an event of a stream.</summary>
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
        // The provider's own tools have no name but their type.
        var name = Shape.Text(facts, "name") ?? (isNested ? null : Shape.Text(call, "type"));
        return new(PartKind.ToolCall, arguments ?? "", Shape.Text(call, "call_id") ?? Shape.Text(call, "id"), name);
    }

    /// <summary>Reads an item without a role; its type implies the role.</summary>
    private static (string? Role, IEnumerable<MessagePart> Parts) ReadWithoutRole(JsonElement item, string type) => type switch
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
        return text is null ? Media.ToPart(part) : new(PartKind.Text, text);
    }
}

/// <summary>A part of a message.</summary>
/// <param name="Text">Text of the part; of a call, the arguments as JSON.</param>
/// <param name="Id">Id of the call, or of the call that the part answers.</param>
/// <param name="Name">Name of the tool, or the modality.</param>
internal sealed record MessagePart(PartKind Kind, string Text, string? Id = null, string? Name = null);
