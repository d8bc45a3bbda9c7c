using System.Text;
using System.Text.Json;
using Broker.Service.Credentials;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Assembles an answer (chat choices or response output), whole or from stream events. Limited in size.</summary>
internal sealed class OutputMessages
{
    private const int MaxParts = 128;

    private readonly SortedDictionary<(int Choice, int Place), OpenPart> _parts = [];
    private readonly SortedDictionary<int, string?> _choices = [];

    // Longer than the later cut by one key: a key at the cut is masked only if it is whole.
    private int _remaining = ContentLimit.MaxLength + Secret.MaxLength;

    /// <summary>Adds the answer, or its next event.</summary>
    public void Add(JsonElement value)
    {
        foreach (var choice in Shape.Elements(value, "choices"))
        {
            AddChoice(choice);
        }

        var type = Shape.Text(value, "type");
        if (type is "response.output_item.added" or "response.output_item.done")
        {
            SetItem(Shape.Number(value, "output_index") ?? 0, Shape.Member(value, "item"));
        }
        else if (FindDeltaKind(type) is { } kind)
        {
            Append(0, Shape.Number(value, "output_index") ?? 0, new(kind, Shape.Text(value, "delta") ?? ""));
        }
        else
        {
            AddResponse(Shape.Member(value, "response") is { ValueKind: JsonValueKind.Object } response ? response : value);
        }
    }

    /// <summary>Returns the messages in the form of the conventions, one per choice; null if there are none.</summary>
    public string? ToJson(ContentMask mask)
    {
        var list = new MessageList(mask);
        foreach (var (choice, finishReason) in _choices)
        {
            var parts = _parts.Where(part => part.Key.Choice == choice && part.Value.HasContent).Select(part => part.Value.ToPart());
            list.Add("assistant", parts, finishReason);
        }

        return list.ToJson();
    }

    private static PartKind? FindDeltaKind(string? type) => type switch
    {
        "response.output_text.delta" or "response.refusal.delta" => PartKind.Text,
        "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta" => PartKind.ToolCall,
        "response.reasoning_summary_text.delta" => PartKind.Reasoning,
        _ => null,
    };

    private void AddChoice(JsonElement choice)
    {
        var index = Shape.Number(choice, "index") ?? 0;
        var message = Shape.Member(choice, "message") is { ValueKind: JsonValueKind.Object } whole ? whole : Shape.Member(choice, "delta");
        End(index, Shape.Text(choice, "finish_reason"));
        foreach (var part in MessageParts.Content(message))
        {
            Append(index, 0, part);
        }

        foreach (var (position, call) in Shape.Elements(message, "tool_calls").Index())
        {
            Append(index, 1 + (Shape.Number(call, "index") ?? position), MessageParts.Call(call));
        }
    }

    private void AddResponse(JsonElement response)
    {
        if (Shape.Member(response, "output").ValueKind != JsonValueKind.Array)
        {
            return;
        }

        End(0, Shape.Text(response, "status") is { } status and not ("in_progress" or "queued") ? status : null);
        foreach (var (position, item) in Shape.Elements(response, "output").Index())
        {
            SetItem(position, item);
        }
    }

    /// <summary>Sets a complete item, in place of the pieces received before.</summary>
    private void SetItem(int place, JsonElement item)
    {
        if (_parts.TryGetValue((0, place), out var before))
        {
            _remaining += before.Text.Length;
            before.Text.Clear();
        }

        foreach (var part in MessageParts.Read(item).Parts)
        {
            Append(0, place, part);
        }
    }

    private void Append(int choice, int place, MessagePart part)
    {
        if (!_parts.TryGetValue((choice, place), out var open))
        {
            if (_parts.Count == MaxParts)
            {
                return;
            }

            _parts.Add((choice, place), open = new OpenPart(part.Kind));
        }

        var kept = Math.Min(_remaining, part.Text.Length);
        _remaining -= kept;
        open.Text.Append(part.Text, 0, kept);
        open.Id ??= Keep(part.Id);
        open.Name ??= Keep(part.Name);
        End(choice, finishReason: null);
    }

    private string? Keep(string? name)
    {
        if (name is null || name.Length > _remaining)
        {
            return null;
        }

        _remaining -= name.Length;
        return name;
    }

    private void End(int choice, string? finishReason)
    {
        if (_choices.Count < MaxParts || _choices.ContainsKey(choice))
        {
            _choices[choice] = finishReason ?? _choices.GetValueOrDefault(choice);
        }
    }

    private sealed class OpenPart(PartKind kind)
    {
        public StringBuilder Text { get; } = new();

        public string? Id { get; set; }

        public string? Name { get; set; }

        public bool HasContent => Text.Length > 0 || kind == PartKind.ToolCall;

        public MessagePart ToPart() => new(kind, Text.ToString(), Id, Name);
    }
}
