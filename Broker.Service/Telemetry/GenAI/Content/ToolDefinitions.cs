using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads the tools that a request offers to the model, for <c>gen_ai.tool.definitions</c>.</summary>
internal static class ToolDefinitions
{
    /// <summary>Returns the definitions as JSON; null if there are none. Leaves out addresses and credentials of tools.</summary>
    public static string? ToJson(JsonElement request, ContentMask mask)
    {
        var limit = new ContentLimit(mask);
        Tool[] tools = [.. Shape.Elements(request, "tools").TakeWhile(_ => !limit.IsFull).Select(tool => Read(tool, limit)).OfType<Tool>()];
        return tools.Length == 0 ? null : Encoding.UTF8.GetString(BrokerJson.Array(json =>
        {
            foreach (var tool in tools)
            {
                Write(json, tool);
            }
        }).Span);
    }

    private static Tool? Read(JsonElement tool, ContentLimit limit)
    {
        if (Shape.Text(tool, "type") is not { } type)
        {
            return null;
        }

        var facts = Shape.Facts(tool);
        var name = Shape.Text(facts, "name") ?? Shape.Text(facts, "server_label") ?? type;
        var parameters = Shape.Member(facts, "parameters");
        return new Tool(
            limit.FitName(type)!,
            limit.FitName(name)!,
            Shape.Text(facts, "description") is { } description ? limit.Fit(description) : null,
            limit.FitWhole(parameters.ValueKind == JsonValueKind.Object ? parameters.GetRawText() : null));
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
