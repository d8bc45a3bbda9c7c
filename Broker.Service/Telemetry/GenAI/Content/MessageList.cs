using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Messages in the form of <c>gen_ai.input.messages</c> and similar attributes.</summary>
internal sealed class MessageList(ContentMask mask)
{
    // Arguments are nested four levels deep, and readers accept 64.
    private const int DeepestArguments = 48;

    private readonly List<Message> _messages = [];
    private readonly ContentLimit _limit = new(mask);

    /// <summary>True if no more messages fit.</summary>
    public bool IsFull => _limit.IsFull;

    /// <summary>Adds a message, cut to what fits.</summary>
    /// <param name="finishReason">Why the message ended; null for a message of the request.</param>
    public void Add(string role, IEnumerable<MessagePart> parts, string? finishReason = null)
    {
        var (fittedRole, fittedReason) = (_limit.FitName(role)!, _limit.FitName(finishReason));
        _messages.Add(new Message(fittedRole, [.. parts.TakeWhile(_ => !IsFull).Select(Fit)], fittedReason));
    }

    /// <summary>Reverses messages that were added last to first, and adds how many did not fit.</summary>
    /// <param name="leftOut">Number of messages before the one added last.</param>
    public void Reverse(int leftOut)
    {
        if (leftOut > 0)
        {
            _messages.Add(new Message("system", [new(PartKind.Text, $"[{leftOut} earlier left out]")], null));
        }

        _messages.Reverse();
    }

    /// <summary>Returns the messages as JSON; null if there are none.</summary>
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

    /// <summary>Returns the parts of the only message as JSON; null if there are none.</summary>
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

    /// <summary>Writes arguments, which are JSON in a string; if they are invalid or were cut, as a string.</summary>
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
        var (id, name) = (_limit.FitName(part.Id), _limit.FitName(part.Name));
        return new(part.Kind, _limit.Fit(part.Text), id, name);
    }

    private sealed record Message(string Role, IReadOnlyList<MessagePart> Parts, string? FinishReason);
}
