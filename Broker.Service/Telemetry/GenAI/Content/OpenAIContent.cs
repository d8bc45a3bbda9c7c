using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Chats and responses of OpenAI's APIs.</summary>
internal sealed class OpenAIContent : IContentForm
{
    public static OpenAIContent Instance { get; } = new();

    public IEnumerable<MessagePart> Instructions(JsonElement request) =>
        Shape.Text(request, "instructions") is { } instructions ? [new(PartKind.Text, instructions)] : [];

    public string? Prompt(JsonElement request) => Shape.Text(request, "input");

    public IReadOnlyList<JsonElement> Messages(JsonElement request) =>
        [.. Shape.Elements(request, "messages"), .. Shape.Elements(request, "input")];

    public (string? Role, IEnumerable<MessagePart> Parts) Read(JsonElement message) => MessageParts.Read(message);

    public ToolDefinition? Tool(JsonElement tool)
    {
        if (Shape.Text(tool, "type") is not { } type)
        {
            return null;
        }

        var facts = Shape.Facts(tool);
        var name = Shape.Text(facts, "name") ?? Shape.Text(facts, "server_label") ?? type;
        return new(type, name, Shape.Text(facts, "description"), Shape.Member(facts, "parameters"));
    }

    public void AddAnswer(JsonElement value, OutputMessages messages)
    {
        foreach (var choice in Shape.Elements(value, "choices"))
        {
            AddChoice(choice, messages);
        }

        var type = Shape.Text(value, "type");
        if (type is "response.output_item.added" or "response.output_item.done")
        {
            SetItem(Shape.Number(value, "output_index") ?? 0, Shape.Member(value, "item"), messages);
        }
        else if (FindDeltaKind(type) is { } kind)
        {
            messages.Append(0, Shape.Number(value, "output_index") ?? 0, new(kind, Shape.Text(value, "delta") ?? ""));
        }
        else
        {
            AddResponse(Shape.Member(value, "response") is { ValueKind: JsonValueKind.Object } response ? response : value, messages);
        }
    }

    private static PartKind? FindDeltaKind(string? type) => type switch
    {
        "response.output_text.delta" or "response.refusal.delta" => PartKind.Text,
        "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta" => PartKind.ToolCall,
        "response.reasoning_summary_text.delta" => PartKind.Reasoning,
        _ => null,
    };

    private static void AddChoice(JsonElement choice, OutputMessages messages)
    {
        var index = Shape.Number(choice, "index") ?? 0;
        var message = Shape.Member(choice, "message") is { ValueKind: JsonValueKind.Object } whole ? whole : Shape.Member(choice, "delta");
        messages.End(index, Shape.Text(choice, "finish_reason"));
        foreach (var part in MessageParts.Content(message))
        {
            messages.Append(index, 0, part);
        }

        foreach (var (position, call) in Shape.Elements(message, "tool_calls").Index())
        {
            messages.Append(index, 1 + (Shape.Number(call, "index") ?? position), MessageParts.Call(call));
        }
    }

    private static void AddResponse(JsonElement response, OutputMessages messages)
    {
        if (Shape.Member(response, "output").ValueKind != JsonValueKind.Array)
        {
            return;
        }

        messages.End(0, Shape.Text(response, "status") is { } status and not ("in_progress" or "queued") ? status : null);
        foreach (var (position, item) in Shape.Elements(response, "output").Index())
        {
            SetItem(position, item, messages);
        }
    }

    /// <summary>Sets a complete item, in place of the pieces received before.</summary>
    private static void SetItem(int place, JsonElement item, OutputMessages messages)
    {
        messages.Clear(0, place);
        foreach (var part in MessageParts.Read(item).Parts)
        {
            messages.Append(0, place, part);
        }
    }
}
