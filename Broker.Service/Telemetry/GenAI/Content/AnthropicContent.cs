using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Messages of Anthropic's API, whose content is one text or blocks.</summary>
internal sealed class AnthropicContent : IContentForm
{
    public static AnthropicContent Instance { get; } = new();

    public IEnumerable<MessagePart> Instructions(JsonElement request) => Parts(Shape.Member(request, "system"));

    public string? Prompt(JsonElement request) => null;

    public IReadOnlyList<JsonElement> Messages(JsonElement request) => [.. Shape.Elements(request, "messages")];

    public (string? Role, IEnumerable<MessagePart> Parts) Read(JsonElement message)
    {
        MessagePart[] parts = [.. Parts(Shape.Member(message, "content"))];
        var role = Shape.Text(message, "role");
        // This API has the results of tools in messages of the user; the conventions have a role for them.
        return (role == "user" && parts.Length > 0 && Array.TrueForAll(parts, IsResult) ? "tool" : role, parts);
    }

    public ToolDefinition? Tool(JsonElement tool)
    {
        if (Shape.Text(tool, "name") is not { } name)
        {
            return null;
        }

        var type = Shape.Text(tool, "type") is { } given and not "custom" ? given : "function";
        return new(type, name, Shape.Text(tool, "description"), Shape.Member(tool, "input_schema"));
    }

    public void AddAnswer(JsonElement value, OutputMessages messages)
    {
        switch (Shape.Text(value, "type"))
        {
            case "content_block_start":
                Begin(Shape.Number(value, "index") ?? 0, Shape.Member(value, "content_block"), messages);
                break;
            case "content_block_delta" when Piece(Shape.Member(value, "delta")) is { } piece:
                messages.Append(0, Shape.Number(value, "index") ?? 0, piece);
                break;
            case "message_delta":
                messages.End(0, Shape.Text(Shape.Member(value, "delta"), "stop_reason"));
                break;
            default:
                AddMessage(Shape.Member(value, "message") is { ValueKind: JsonValueKind.Object } message ? message : value, messages);
                break;
        }
    }

    private static bool IsResult(MessagePart part) => part.Kind == PartKind.ToolCallResponse;

    private static void AddMessage(JsonElement message, OutputMessages messages)
    {
        if (Shape.Member(message, "content").ValueKind != JsonValueKind.Array)
        {
            return;
        }

        messages.End(0, Shape.Text(message, "stop_reason"));
        foreach (var (position, block) in Shape.Elements(message, "content").Index())
        {
            if (Part(block) is { } part)
            {
                messages.Append(0, position, part);
            }
        }
    }

    private static void Begin(int index, JsonElement block, OutputMessages messages)
    {
        if (Part(block) is { } part)
        {
            // The empty object only stands for the arguments, which come in pieces.
            var isOpen = Shape.Member(block, "input") is { ValueKind: JsonValueKind.Object } input && !input.EnumerateObject().Any();
            messages.Append(0, index, isOpen ? part with { Text = "" } : part);
        }
    }

    private static MessagePart? Piece(JsonElement delta) => Shape.Text(delta, "type") switch
    {
        "text_delta" => Part(PartKind.Text, delta, "text"),
        "input_json_delta" => Part(PartKind.ToolCall, delta, "partial_json"),
        "thinking_delta" => Part(PartKind.Reasoning, delta, "thinking"),
        _ => null,
    };

    private static IEnumerable<MessagePart> Parts(JsonElement content) => content.ValueKind == JsonValueKind.Array
        ? content.EnumerateArray().Select(Part).OfType<MessagePart>()
        : Shape.Text(content) is { } text ? [new(PartKind.Text, text)] : [];

    private static MessagePart? Part(JsonElement block) => Shape.Text(block, "type") switch
    {
        "text" => Part(PartKind.Text, block, "text"),
        // Its signature and redacted thoughts are not for readers.
        "thinking" => Part(PartKind.Reasoning, block, "thinking"),
        "image" => Media.ToPart("image", Shape.Member(block, "source")),
        "document" => Media.ToPart("file", Shape.Member(block, "source")),
        { } type when type.EndsWith("tool_use", StringComparison.Ordinal) => new(
            PartKind.ToolCall,
            Shape.TextOrJson(Shape.Member(block, "input")) ?? "",
            Shape.Text(block, "id"),
            Shape.Text(block, "name") ?? type),
        { } type when type.EndsWith("tool_result", StringComparison.Ordinal) => new(
            PartKind.ToolCallResponse,
            string.Join('\n', Parts(Shape.Member(block, "content")).Select(part => part.Text)),
            Shape.Text(block, "tool_use_id")),
        _ => null,
    };

    private static MessagePart? Part(PartKind kind, JsonElement block, string name) =>
        Shape.Text(block, name) is { Length: > 0 } text ? new(kind, text) : null;
}
