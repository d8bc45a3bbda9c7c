using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;
using MockProvider.Tools;

namespace MockProvider.Chat;

/// <summary>What a chat request says about functions.</summary>
internal sealed record ChatTools(ToolChoice Choice, bool IsParallel, int Tokens)
{
    private const string ToolsName = "tools";
    private const string ParallelName = "parallel_tool_calls";
    private static readonly string[] OnlyWithTools = ["tool_choice", ParallelName];

    public static ChatTools Read(RequestFields fields)
    {
        var functions = FunctionTools.ReadNested(fields);
        var isParallel = fields.Boolean(ParallelName, fallback: true);
        if (fields.Get(ToolsName) is not { } tools)
        {
            foreach (var name in OnlyWithTools.Where(name => fields.Get(name) is not null))
            {
                fields.Faults.Report(ToolErrors.OnlyWithTools(name));
            }

            return new ChatTools(new ToolChoice(ToolMode.None, functions, IsNamed: false), isParallel, Tokens: 0);
        }

        return new ChatTools(ToolChoice.Read(fields, functions, isNested: true), isParallel, JsonPieces.Cut(tools.GetRawText()).Count);
    }
}
