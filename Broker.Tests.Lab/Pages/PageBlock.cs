namespace Broker.Tests.Lab.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What follows the fence: <c>sh</c>, <c>json</c>; empty for none.</param>
/// <param name="Lines">What is between the fences.</param>
/// <param name="LineNumber">Where it begins.</param>
internal sealed record PageBlock(string Language, IReadOnlyList<string> Lines, int LineNumber)
{
    public string Text => string.Join('\n', Lines);

    /// <summary>Reads a page's blocks in their order.</summary>
    public static IReadOnlyList<PageBlock> Read(string file)
    {
        var blocks = new List<PageBlock>();
        List<string>? inside = null;
        var language = "";
        var begin = 0;
        foreach (var (line, index) in File.ReadAllLines(file).Select((line, index) => (line, index)))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                inside?.Add(line);
            }
            else if (inside is null)
            {
                (inside, language, begin) = ([], line[3..].Trim(), index + 1);
            }
            else
            {
                blocks.Add(new PageBlock(language, inside, begin));
                inside = null;
            }
        }

        return inside is null ? blocks : throw new FormatException($"{file}: the block that begins in line {begin} does not end.");
    }
}
