using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Tools;

/// <summary>Which functions the mock is to call.</summary>
/// <param name="Mode">Whether it calls any.</param>
/// <param name="Functions">Those it may call.</param>
/// <param name="IsNamed">Whether the caller named the one.</param>
internal sealed record ToolChoice(ToolMode Mode, IReadOnlyList<FunctionTool> Functions, bool IsNamed)
{
    private const string ChoiceName = "tool_choice";
    private const string Function = "function";
    private const string Allowed = "allowed_tools";

    /// <summary>Reads the member <c>tool_choice</c>.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="functions">Those on offer.</param>
    /// <param name="isNested">Whether names stand in a member of their own, as in a chat.</param>
    public static ToolChoice Read(RequestFields fields, IReadOnlyList<FunctionTool> functions, bool isNested)
    {
        switch (fields.Get(ChoiceName))
        {
            case null:
                return new ToolChoice(ToolMode.Auto, functions, IsNamed: false);
            case { ValueKind: JsonValueKind.String }:
                return new ToolChoice(ModeOf(fields.Choice(ChoiceName, "auto", "none", "auto", "required")), functions, IsNamed: false);
            case { ValueKind: JsonValueKind.Object }:
                return ReadObject(fields.Object(ChoiceName)!, functions, isNested);
            case { } other:
                fields.Faults.Report(OpenAiErrors.WrongType(fields.Name(ChoiceName), "one of a string or an object", JsonKinds.Say(other)));
                return new ToolChoice(ToolMode.None, functions, IsNamed: false);
        }
    }

    /// <summary>
    /// The functions to call now: every one that the user's words mention, else the first; only one where calls in parallel are not
    /// wanted. After a tool's result nothing is called unless something must be, so that a loop of tools ends.
    /// </summary>
    public IReadOnlyList<FunctionTool> Calls(string prompt, bool hasUserSpoken, bool isParallel)
    {
        if (Functions.Count == 0 || Mode == ToolMode.None || (Mode == ToolMode.Auto && !hasUserSpoken))
        {
            return [];
        }

        List<FunctionTool> mentioned = [.. Functions.Where(function => function.IsMentionedIn(prompt))];
        return [.. mentioned.DefaultIfEmpty(Functions[0]).Take(isParallel ? mentioned.Count + 1 : 1)];
    }

    private static ToolChoice ReadObject(RequestFields choice, IReadOnlyList<FunctionTool> functions, bool isNested)
    {
        if (choice.RequiredChoice("type", Function, Allowed) is not { } type)
        {
            return new ToolChoice(ToolMode.None, functions, IsNamed: false);
        }

        var inner = isNested ? choice.RequiredObject(type) : choice;
        return inner is null ? new ToolChoice(ToolMode.None, functions, IsNamed: false)
            : type == Function ? new ToolChoice(ToolMode.Required, Named(inner, functions), IsNamed: true)
            : new ToolChoice(
                ModeOf(inner.Choice("mode", "auto", "auto", "required")),
                [.. inner.RequiredObjects("tools").SelectMany(tool => (isNested ? tool.RequiredObject(Function) : tool) is { } named ? Named(named, functions) : [])],
                IsNamed: false);
    }

    private static IReadOnlyList<FunctionTool> Named(RequestFields named, IReadOnlyList<FunctionTool> functions)
    {
        var name = named.RequiredString("name");
        if (functions.FirstOrDefault(function => function.Name == name) is { } found)
        {
            return [found];
        }

        named.Faults.Report(ToolErrors.UnknownChoice(name, ChoiceName));
        return [];
    }

    private static ToolMode ModeOf(string name) => name switch
    {
        "none" => ToolMode.None,
        "required" => ToolMode.Required,
        _ => ToolMode.Auto,
    };
}
