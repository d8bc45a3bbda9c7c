using System.Diagnostics;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads the content of a request: instructions, messages and tools.</summary>
internal static class RequestContent
{
    /// <summary>Adds the content to a span.</summary>
    /// <param name="body">A body that passed the JSON check.</param>
    /// <param name="form">Form of the request; null for OpenAI's.</param>
    public static void Describe(Activity activity, ReadOnlyMemory<byte> body, ContentMask mask, IContentForm? form = null)
    {
        form ??= OpenAIContent.Instance;
        try
        {
            using var document = JsonDocument.Parse(body);
            var request = document.RootElement;
            activity.SetTagIfNotNull(GenAINames.SystemInstructions, Instructions(request, form, mask));
            activity.SetTagIfNotNull(GenAINames.InputMessages, Messages(request, form, mask));
            activity.SetTagIfNotNull(GenAINames.ToolDefinitions, ToolDefinitions.ToJson(request, form, mask));
        }
        catch (JsonException)
        {
            // The body is empty, which passes the check too.
        }
    }

    private static string? Instructions(JsonElement request, IContentForm form, ContentMask mask)
    {
        var list = new MessageList(mask);
        list.Add("system", form.Instructions(request));
        return list.PartsToJson();
    }

    /// <summary>Returns the messages; if there are too many, the last ones. Earlier calls have the others in their spans.</summary>
    private static string? Messages(JsonElement request, IContentForm form, ContentMask mask)
    {
        var list = new MessageList(mask);
        if (form.Prompt(request) is { } prompt)
        {
            list.Add("user", [new(PartKind.Text, prompt)]);
            return list.ToJson();
        }

        var messages = form.Messages(request);
        var left = messages.Count;
        while (left > 0 && !list.IsFull)
        {
            if (form.Read(messages[--left]) is ({ } role, var parts))
            {
                list.Add(role, parts);
            }
        }

        list.Reverse(leftOut: left);
        return list.ToJson();
    }
}
