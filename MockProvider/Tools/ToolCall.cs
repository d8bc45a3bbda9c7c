using MockProvider.Text;

namespace MockProvider.Tools;

/// <summary>A function called, its arguments in the pieces in which they are streamed.</summary>
internal sealed record ToolCall(string Id, string Name, IReadOnlyList<string> Pieces)
{
    public string Arguments => string.Concat(Pieces);

    /// <summary>What it costs: its name, and its arguments.</summary>
    public int Tokens => 1 + Pieces.Count;

    public static ToolCall Of(FunctionTool function, string id) => new(id, function.Name, JsonPieces.Cut(function.Arguments));
}
