using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Tools;

/// <summary>The functions a request offers.</summary>
internal static class FunctionTools
{
    private const string ToolsName = "tools";
    private const string Function = "function";
    private const int Most = 128;

    /// <summary>As a chat writes them: each within a member <c>function</c>.</summary>
    public static IReadOnlyList<FunctionTool> ReadNested(RequestFields fields)
    {
        List<FunctionTool> functions = [];
        foreach (var tool in Read(fields))
        {
            if (tool.RequiredChoice("type", Function) is Function && tool.RequiredObject(Function) is { } function)
            {
                functions.Add(FunctionTool.Read(function));
            }
        }

        return functions;
    }

    /// <summary>As a responses request writes them: beside the type. Tools of other types are left to the caller.</summary>
    public static IReadOnlyList<FunctionTool> ReadFlat(RequestFields fields) =>
        [.. Read(fields).Where(tool => tool.RequiredString("type") == Function).Select(FunctionTool.Read)];

    private static IReadOnlyList<RequestFields> Read(RequestFields fields)
    {
        var tools = fields.OptionalObjects(ToolsName);
        if (tools.Count > Most)
        {
            fields.Faults.Report(ValueErrors.ArrayTooLong(fields.Name(ToolsName), tools.Count, Most));
        }

        return tools;
    }
}
