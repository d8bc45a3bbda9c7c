using System.Diagnostics;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads the content of a request: instructions, messages and tools of a chat or a response.</summary>
internal static class RequestContent
{
    /// <summary>Adds the content to a span.</summary>
    /// <param name="body">A body that passed the JSON check.</param>
    public static void Describe(Activity activity, ReadOnlyMemory<byte> body, ContentMask mask)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var request = document.RootElement;
            activity.SetTagIfNotNull(GenAINames.SystemInstructions, Instructions(request, mask));
            activity.SetTagIfNotNull(GenAINames.InputMessages, Messages(request, mask));
            activity.SetTagIfNotNull(GenAINames.ToolDefinitions, ToolDefinitions.ToJson(request, mask));
        }
        catch (JsonException)
        {
            // The body is empty, which passes the check too.
        }
    }

    private static string? Instructions(JsonElement request, ContentMask mask)
    {
        if (Shape.Text(request, "instructions") is not { } instructions)
        {
            return null;
        }

        var list = new MessageList(mask);
        list.Add("system", [new(PartKind.Text, instructions)]);
        return list.PartsToJson();
    }

    /// <summary>Returns the messages; if there are too many, the last ones. Earlier calls have the others in their spans.</summary>
    private static string? Messages(JsonElement request, ContentMask mask)
    {
        var list = new MessageList(mask);
        if (Shape.Text(request, "input") is { } input)
        {
            list.Add("user", [new(PartKind.Text, input)]);
            return list.ToJson();
        }

        JsonElement[] items = [.. Shape.Elements(request, "messages"), .. Shape.Elements(request, "input")];
        var left = items.Length;
        while (left > 0 && !list.IsFull)
        {
            if (MessageParts.Read(items[--left]) is ({ } role, var parts))
            {
                list.Add(role, parts);
            }
        }

        list.Reverse(leftOut: left);
        return list.ToJson();
    }
}
