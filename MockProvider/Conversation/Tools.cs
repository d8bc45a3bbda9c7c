using System.Text.Json;
using System.Text.RegularExpressions;

namespace MockProvider.Conversation;

/// <summary>A function that a caller offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The JSON schema of its arguments; null when it takes none.</param>
internal sealed record Tool(string Name, JsonElement? Schema)
{
    /// <summary>Arguments that the schema allows, as compact JSON.</summary>
    public string Arguments => Schema is { } schema ? SchemaInstance.Of(schema) : "{}";

    /// <summary>Whether a text has the name in it, as a word.</summary>
    public bool IsNamedIn(string text) => Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(Name)}(?![\w-])", RegexOptions.CultureInvariant);
}

/// <summary>Whether a call is forbidden, left to the mock, or demanded.</summary>
internal enum ToolMode
{
    None,
    Auto,
    Required,
}

/// <summary>What the caller says about tools.</summary>
/// <param name="Mode">Whether to call one.</param>
/// <param name="Tools">Those that may be called.</param>
/// <param name="IsNamed">Whether the caller named the one.</param>
internal sealed record ToolChoice(ToolMode Mode, IReadOnlyList<Tool> Tools, bool IsNamed = false)
{
    /// <summary>
    /// The tool to call now; null for an answer in words. An agent must not act by accident, so nothing is called unless the caller
    /// demands it or the user has just named exactly one tool.
    /// </summary>
    public Tool? Called(Turns turns)
    {
        if (Mode == ToolMode.None)
        {
            return null;
        }

        List<Tool> named = [.. Tools.Where(tool => tool.IsNamedIn(turns.Prompt))];
        return Mode == ToolMode.Required ? named is [var one] ? one : Tools is [var first, ..] ? first : null
            : turns.HasUserSpoken && named is [var only] ? only
            : null;
    }
}
