using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Broker.Wire;

namespace Broker.Pictures;

/// <summary>Commands, run for real, and what they printed, as a page that looks like a terminal.</summary>
internal sealed partial class Transcript
{
    private readonly StringBuilder _lines = new();

    /// <summary>Runs a command and notes what it prints.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="shown">How a page spells it.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task RunAsync(string folder, string shown, string program, params string[] arguments)
    {
        var settings = new ChildSettings { Folder = folder, Inherits = ChildSettings.AllButOurs };
        var end = await ChildProgram.RunAsync(program, arguments, settings, CancellationToken.None);
        Note(shown, end.Output);
    }

    /// <summary>Notes a command and what it printed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">What it printed.</param>
    public void Note(string command, string output)
    {
        _lines.Append("<div><b>$ ").Append(WebUtility.HtmlEncode(command)).Append("</b></div>");
        foreach (var line in output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var colour = Colour().Match(line) is { Success: true } found ? found.Groups[1].Value : "";
            _lines.Append("<div class=\"c").Append(colour).Append("\">").Append(WebUtility.HtmlEncode(Control().Replace(line, ""))).Append("&#8203;</div>");
        }
    }

    /// <summary>The page. A line has the colour that it begins with.</summary>
    public string ToHtml() => $$"""
        <!doctype html>
        <style>
        body { margin: 0; padding: 1.5rem; font: 15px/1.6 ui-monospace, "DejaVu Sans Mono", monospace; color: #1b2130; background: #fff; }
        main { padding: 1rem 1.2rem; border: 1px solid #dde1e8; border-radius: 8px; background: #fbfbfd; white-space: pre-wrap; word-break: break-all; }
        .c1 { font-weight: bold; } .c31 { color: #a8201a; } .c32 { color: #17663a; } .c36 { color: #0b6a8a; }
        </style>
        <main>{{_lines}}</main>
        """;

    [GeneratedRegex("\u001b\\[(\\d+)m")]
    private static partial Regex Colour();

    [GeneratedRegex("\u001b\\[[0-9;]*[a-zA-Z]")]
    private static partial Regex Control();
}
