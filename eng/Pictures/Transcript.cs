using System.Diagnostics;
using System.Net;
using System.Text;
using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Pictures;

/// <summary>Commands, run for real, and what they printed, as a page that looks like a terminal.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _lines = new();

    /// <summary>Runs a command and notes what it prints.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="shown">How a page spells it.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task RunAsync(string folder, string shown, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Note(shown, output);
    }

    /// <summary>Notes a command and what it printed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">What it printed.</param>
    public void Note(string command, string output)
    {
        _lines.Append("<div class=\"line\"><span class=\"text\"><span class=\"ink-2 bold\">$</span> <span class=\"bold\">").Append(WebUtility.HtmlEncode(command)).Append("</span></span></div>");
        foreach (var line in output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            _lines.Append("<div class=\"line\"><span class=\"text\">");
            foreach (var piece in AnsiText.Parse(line))
            {
                _lines.Append("<span class=\"").Append(piece.Style).Append("\">").Append(WebUtility.HtmlEncode(piece.Text)).Append("</span>");
            }

            _lines.Append("&#8203;</span></div>");
        }
    }

    /// <summary>The page.</summary>
    public string ToHtml() => $$"""
        <!doctype html>
        <html data-theme="light">
        <style>{{Style("theme")}}{{Style("dashboard")}}{{Style("console")}}
        main { max-width: none; padding: 1.5rem; }
        main .console { height: auto; margin: 0; padding: 1rem 0.3rem; font-size: 0.95rem; line-height: 1.6; }
        .line:hover { background: none; }
        .line .text { word-break: break-all; }</style>
        <main><div class="console">{{_lines}}</div></main>
        </html>
        """;

    private static string Style(string name)
    {
        using var stream = typeof(AnsiText).Assembly.GetManifestResourceStream($"dashboard/assets/{name}.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
