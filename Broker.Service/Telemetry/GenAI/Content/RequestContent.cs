using System.Diagnostics;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>What a request says to the model: instructions, messages and tools of a chat or of a response.</summary>
internal static class RequestContent
{
    /// <summary>Puts it on a span.</summary>
    /// <param name="activity">The span.</param>
    /// <param name="body">A body that passed the JSON check.</param>
    /// <param name="mask">Hides what must not be seen.</param>
    public static void Describe(Activity activity, ReadOnlyMemory<byte> body, ContentMask mask)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var request = document.RootElement;
            activity.SetTagIfNotNull(GenAINames.SystemInstructions, Instructions(request, mask));
            activity.SetTagIfNotNull(GenAINames.InputMessages, Messages(request, mask));
            activity.SetTagIfNotNull(GenAINames.ToolDefinitions, ToolDefinitions.Of(request, mask));
        }
        catch (JsonException)
        {
            // An empty body passes the check too, and says nothing.
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

    /// <summary>
    /// The messages. Where there are too many the last ones are kept: those before them are in the spans of calls before this one.
    /// </summary>
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
            if (MessageParts.Of(items[--left]) is ({ } role, var parts))
            {
                list.Add(role, parts);
            }
        }

        list.Reverse(leftOut: left);
        return list.ToJson();
    }
}
