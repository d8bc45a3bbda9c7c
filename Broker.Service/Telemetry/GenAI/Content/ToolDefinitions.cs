using System.Text;
using System.Text.Json;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Writes the tools that a request offers to the model, for <c>gen_ai.tool.definitions</c>.</summary>
internal static class ToolDefinitions
{
    /// <summary>Returns the definitions as JSON; null if there are none.</summary>
    public static string? ToJson(JsonElement request, IContentForm form, ContentMask mask)
    {
        var limit = new ContentLimit(mask);
        var offered = Shape.Elements(request, "tools").TakeWhile(_ => !limit.IsFull).Select(form.Tool).OfType<ToolDefinition>();
        Tool[] tools = [.. offered.Select(tool => Fit(tool, limit))];
        return tools.Length == 0 ? null : Encoding.UTF8.GetString(BrokerJson.Array(json =>
        {
            foreach (var tool in tools)
            {
                Write(json, tool);
            }
        }).Span);
    }

    private static Tool Fit(ToolDefinition tool, ContentLimit limit) => new(
        limit.FitName(tool.Type)!,
        limit.FitName(tool.Name)!,
        tool.Description is { } description ? limit.Fit(description) : null,
        limit.FitWhole(tool.Parameters.ValueKind == JsonValueKind.Object ? tool.Parameters.GetRawText() : null));

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

/// <summary>A tool that a request offers to the model.</summary>
/// <param name="Parameters">JSON schema of the arguments; undefined if there is none.</param>
internal sealed record ToolDefinition(string Type, string Name, string? Description, JsonElement Parameters);
