using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Messages and parts in the shape that the conventions give for <c>gen_ai.input.messages</c> and its like.</summary>
/// <param name="mask">Hides what must not be seen.</param>
internal sealed class MessageList(ContentMask mask)
{
    // Arguments lie four levels deep, and readers take 64.
    private const int DeepestArguments = 48;

    private readonly List<Message> _messages = [];
    private readonly ContentRoom _room = new(mask);

    /// <summary>Whether no further message fits.</summary>
    public bool IsFull => _room.IsFull;

    /// <summary>Adds a message, cut where there is no more room.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="parts">What is said.</param>
    /// <param name="finishReason">Why it ended; null for a message that was sent.</param>
    public void Add(string role, IEnumerable<MessagePart> parts, string? finishReason = null)
    {
        var (fittedRole, fittedReason) = (_room.FitName(role)!, _room.FitName(finishReason));
        _messages.Add(new Message(fittedRole, [.. parts.TakeWhile(_ => !IsFull).Select(Fit)], fittedReason));
    }

    /// <summary>Turns the order round, for messages that were added last to first, and says how many there was no room for.</summary>
    /// <param name="leftOut">How many came before the first that was added.</param>
    public void Reverse(int leftOut)
    {
        if (leftOut > 0)
        {
            _messages.Add(new Message("system", [new(PartKind.Text, $"[{leftOut} earlier left out]")], null));
        }

        _messages.Reverse();
    }

    /// <summary>The messages as JSON; null when there are none.</summary>
    public string? ToJson() => _messages.Count == 0 ? null : Encoding.UTF8.GetString(BrokerJson.Array(json =>
    {
        foreach (var (role, parts, finishReason) in _messages)
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteStartArray("parts");
            Write(json, parts);
            json.WriteEndArray();
            WriteOptional(json, "finish_reason", finishReason);
            json.WriteEndObject();
        }
    }).Span);

    /// <summary>The parts of the one message as JSON; null when there are none.</summary>
    public string? PartsToJson() => _messages is [{ Parts: { Count: > 0 } parts }]
        ? Encoding.UTF8.GetString(BrokerJson.Array(json => Write(json, parts)).Span)
        : null;

    private static void Write(Utf8JsonWriter json, IReadOnlyList<MessagePart> parts)
    {
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("type", part.Kind.Type);
            WriteOptional(json, "id", part.Id);
            WriteOptional(json, part.Kind.Named, part.Name);
            if (part.Kind == PartKind.ToolCall)
            {
                WriteArguments(json, part.Text);
            }
            else
            {
                json.WriteString(part.Kind.Content, part.Text);
            }

            json.WriteEndObject();
        }
    }

    /// <summary>Arguments come as a text that is JSON; where they are not, or were cut, they stay a text.</summary>
    private static void WriteArguments(Utf8JsonWriter json, string arguments)
    {
        if (IsJson(arguments))
        {
            json.WritePropertyName(PartKind.ToolCall.Content);
            json.WriteRawValue(arguments, skipInputValidation: true);
        }
        else
        {
            WriteOptional(json, PartKind.ToolCall.Content, arguments.Length > 0 ? arguments : null);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestArguments });
            return parsed.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private MessagePart Fit(MessagePart part)
    {
        var (id, name) = (_room.FitName(part.Id), _room.FitName(part.Name));
        return new(part.Kind, _room.Fit(part.Text), id, name);
    }

    private sealed record Message(string Role, IReadOnlyList<MessagePart> Parts, string? FinishReason);
}
