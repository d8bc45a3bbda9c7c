using System.Text.Json;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>, and the format that an answer is to have.</summary>
internal static class RequestedTools
{
    private const string Function = "function";

    /// <summary>Reads what may be called. Tools of other types than <c>function</c> are left to the caller.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="isNested">Whether names stand in a member <c>function</c>, as in a chat; in a response they stand beside the
    /// type.</param>
    public static ToolChoice Read(Fields fields, bool isNested)
    {
        List<Tool> tools =
        [
            .. fields.Objects("tools").Where(tool => tool.Text("type") == Function)
                .Select(tool => isNested ? tool.RequiredObject(Function) : tool)
                .Select(function => new Tool(function.Text("name"), function.Object("parameters")?.Element)),
        ];
        var choice = fields.Get("tool_choice");
        if (choice is null or { ValueKind: JsonValueKind.String })
        {
            return new ToolChoice(choice is null ? ToolMode.Auto : Mode(fields, "tool_choice", "auto", "none", "required"), tools);
        }

        var asked = fields.RequiredObject("tool_choice");
        var type = asked.Text("type");
        var inner = isNested ? asked.RequiredObject(type) : asked;
        return type switch
        {
            Function => new ToolChoice(ToolMode.Required, [Find(tools, inner)], IsNamed: true),
            "allowed_tools" => new ToolChoice(
                inner.Get("mode") is null ? ToolMode.Auto : Mode(inner, "mode", "auto", "required"),
                [.. inner.RequiredObjects("tools").Select(tool => Find(tools, isNested ? tool.RequiredObject(Function) : tool))]),
            _ => new ToolChoice(ToolMode.Auto, tools),
        };
    }

    /// <summary>The pieces of an answer in words, or in JSON where the request wants that.</summary>
    /// <param name="format">The object with the type.</param>
    /// <param name="schemaHolder">The object with the schema.</param>
    /// <param name="text">The words.</param>
    public static IReadOnlyList<string> Pieces(Fields? format, Fields? schemaHolder, string text) =>
        format?.Choice("type", "text", "json_object", "json_schema") switch
    {
        "json_schema" when schemaHolder is not null => Words.CutJson(SchemaInstance.Of(schemaHolder.RequiredObject("schema").Element)),
        "json_schema" => throw new ApiException(Errors.Missing(format.Name("json_schema"))),
        "json_object" => Words.CutJson(WireJson.Line(new JsonObject { ["message"] = text })),
        _ => Words.Cut(text),
    };

    private static ToolMode Mode(Fields fields, string name, params IReadOnlyList<string> allowed) => fields.Choice(name, allowed) switch
    {
        "none" => ToolMode.None,
        "required" => ToolMode.Required,
        _ => ToolMode.Auto,
    };

    private static Tool Find(List<Tool> tools, Fields named)
    {
        var name = named.Text("name");
        return tools.Find(tool => tool.Name == name)
            ?? throw new ApiException(Errors.Bad($"Tool choice '{name}' not found in 'tools' parameter.", "tool_choice"));
    }
}
