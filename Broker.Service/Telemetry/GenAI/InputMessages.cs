using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>The messages of a request: <c>messages</c> of a chat, <c>input</c> of a response.</summary>
internal static class InputMessages
{
    /// <summary>The messages as the conventions write them; null where there are none that can be read.</summary>
    /// <param name="body">A body that passed the JSON check.</param>
    public static string? From(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var list = new MessageList();
            Add(document.RootElement, list);
            return list.ToJson();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Lone surrogates are JSON and no text.
            return null;
        }
    }

    private static void Add(JsonElement root, MessageList list)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (MessageList.Text(root, "input") is { } input)
        {
            list.Add("user", input);
        }
        else if (root.TryGetProperty("messages", out var messages) || root.TryGetProperty("input", out messages))
        {
            foreach (var message in messages.ValueKind == JsonValueKind.Array ? messages.EnumerateArray() : default)
            {
                if (MessageList.Text(message, "role") is { } role && message.TryGetProperty("content", out var content))
                {
                    list.Add(role, MessageList.TextOf(content));
                }
            }
        }
    }
}
