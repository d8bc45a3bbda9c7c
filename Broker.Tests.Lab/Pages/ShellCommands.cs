namespace Broker.Tests.Lab.Pages;

/// <summary>Reads the commands of a block, as a POSIX shell or as PowerShell would.</summary>
internal static class ShellCommands
{
    /// <summary>Commands of an <c>sh</c> block: <c>NAME=value</c> in front of one holds for that one.</summary>
    public static IReadOnlyList<PageCommand> Posix(PageBlock block) =>
    [
        .. block.Lines.Select(ShellWords.Split).Where(words => words.Count > 0).Select(words =>
        {
            var variables = words.TakeWhile(IsVariable).ToList();
            return PageCommand.Of(variables, words.Skip(variables.Count));
        }),
    ];

    /// <summary>Commands of a <c>powershell</c> block, in the words that the other shell has for them.</summary>
    public static IReadOnlyList<PageCommand> PowerShell(PageBlock block)
    {
        var commands = new List<PageCommand>();
        var variables = new List<string>();
        foreach (var words in block.Lines.Select(ShellWords.Split).Where(words => words.Count > 0))
        {
            if (words is [var variable, "=", var value] && variable.StartsWith("$env:", StringComparison.Ordinal))
            {
                variables.Add($"{variable["$env:".Length..]}={value}");
            }
            else
            {
                commands.Add(PageCommand.Of(variables, Translate([.. words])));
                variables.Clear();
            }
        }

        return commands;
    }

    private static string[] Translate(string[] words) => words switch
    {
        ["curl.exe", .. var rest] => ["curl", .. rest],
        // The body goes in by a pipe: two generations of PowerShell disagree about quotes inside an argument.
        [var body, "|", "curl.exe", .. var rest, "-d", "@-"] => ["curl", .. rest, "-d", body],
        ["Set-Content", var file, var text] => ["echo", text, ">", file],
        ["Get-Content", var file, "-Tail", var count] => ["tail", "-n", count, file],
        _ => words,
    };

    private static bool IsVariable(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && word[..end].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
