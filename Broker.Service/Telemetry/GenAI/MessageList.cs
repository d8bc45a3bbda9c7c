using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Messages in the shape that the conventions give for <c>gen_ai.input.messages</c> and <c>gen_ai.output.messages</c>.</summary>
internal sealed class MessageList
{
    private readonly List<Message> _messages = [];
    private int _room = ContentCapture.LongestText;

    /// <summary>Adds a message, cut where there is no more room.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="text">What is said.</param>
    /// <param name="finishReason">Why it ended; null for a message that was sent.</param>
    public void Add(string role, string text, string? finishReason = null)
    {
        var kept = text.Length <= _room ? text : string.Concat(text.AsSpan(0, _room), "…");
        _room = Math.Max(0, _room - text.Length);
        _messages.Add(new Message(role, kept, finishReason));
    }

    /// <summary>The messages as JSON; null when there are none.</summary>
    public string? ToJson() => _messages.Count == 0 ? null : Encoding.UTF8.GetString(BrokerJson.Array(json =>
    {
        foreach (var message in _messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteStartArray("parts");
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("content", message.Text);
            json.WriteEndObject();
            json.WriteEndArray();
            if (message.FinishReason is { } reason)
            {
                json.WriteString("finish_reason", reason);
            }

            json.WriteEndObject();
        }
    }).Span);

    /// <summary>The text of a message's content: a string, or parts of which the texts count.</summary>
    /// <param name="content">The content.</param>
    public static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray()
            .Where(part => part.ValueKind == JsonValueKind.Object)
            .Select(part => Text(part, "text") ?? "")),
        _ => "",
    };

    /// <summary>A member that is a string; null when there is none.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private sealed record Message(string Role, string Text, string? FinishReason);
}
