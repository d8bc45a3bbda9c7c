using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>The tools that a request offers to the model, as <c>gen_ai.tool.definitions</c> has them.</summary>
internal static class ToolDefinitions
{
    /// <summary>The definitions as JSON; null when there are none. A tool's address and credentials are no part of them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mask">Hides what must not be seen.</param>
    public static string? Of(JsonElement request, ContentMask mask)
    {
        var room = new ContentRoom(mask);
        Tool[] tools = [.. Shape.Elements(request, "tools").TakeWhile(_ => !room.IsFull).Select(tool => Read(tool, room)).OfType<Tool>()];
        return tools.Length == 0 ? null : Encoding.UTF8.GetString(BrokerJson.Array(json =>
        {
            foreach (var tool in tools)
            {
                Write(json, tool);
            }
        }).Span);
    }

    private static Tool? Read(JsonElement tool, ContentRoom room)
    {
        if (Shape.Text(tool, "type") is not { } type)
        {
            return null;
        }

        var facts = Shape.Facts(tool);
        var name = Shape.Text(facts, "name") ?? Shape.Text(facts, "server_label") ?? type;
        var parameters = Shape.Member(facts, "parameters");
        return new Tool(
            room.FitName(type)!,
            room.FitName(name)!,
            Shape.Text(facts, "description") is { } description ? room.Fit(description) : null,
            room.FitWhole(parameters.ValueKind == JsonValueKind.Object ? parameters.GetRawText() : null));
    }

    private static void Write(Utf8JsonWriter json, Tool tool)
    {
        json.WriteStartObject();
        json.WriteString("type", tool.Type);
        json.WriteString("name", tool.Name);
        if (tool.Description is not null)
        {
            json.WriteString("description", tool.Description);
        }

        if (tool.Parameters is not null)
        {
            json.WritePropertyName("parameters");
            json.WriteRawValue(tool.Parameters, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private sealed record Tool(string Type, string Name, string? Description, string? Parameters);
}
