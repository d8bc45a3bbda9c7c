using System.Globalization;
using Broker.Lessons.Checks;

namespace Broker.Lessons;

/// <summary>What the program was asked for.</summary>
internal abstract record CommandLine
{
    /// <summary>How to ask.</summary>
    public static string Help { get; } = $"""
        Usage: dotnet run --project learn/Lessons -- check LESSON [options]

        {string.Join("\n", LessonCheck.All.Select(check => $"  check {check.Number}    {check.Title}"))}

          --broker URL    the broker that you started    (http://127.0.0.1:8791)
          --mock URL      the mock provider              (http://127.0.0.1:8792)
          --events FILE   the event log of your broker   (where the lesson's page has it)

        The exit code is 0 when the check passes, 1 when it fails, 2 when the command line is wrong.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As the program got them.</param>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args is [] or ["--help"] or ["help"])
        {
            return new HelpWanted();
        }

        if (args[0] != "check" || args.Count < 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new Wrong("It takes the word check and the number of a lesson.");
        }

        if (LessonCheck.All.FirstOrDefault(check => check.Number == number) is not { } lesson)
        {
            return new Wrong($"There is no lesson {number}; they go from 1 to {LessonCheck.All.Count}.");
        }

        if (Stage.Find(AppContext.BaseDirectory) is not { } stage)
        {
            return new Wrong("The repository's folder was not found above this program.");
        }

        return ReadOptions(stage, [.. args.Skip(2)]) is { } changed
            ? new Check(lesson, changed)
            : new Wrong("Options are --broker URL, --mock URL and --events FILE.");
    }

    private static Stage? ReadOptions(Stage stage, string[] options) => options switch
    {
        [] => stage,
        ["--broker", var text, .. var rest] when Uri.TryCreate(text, UriKind.Absolute, out var url) => ReadOptions(stage with { Broker = url }, rest),
        ["--mock", var text, .. var rest] when Uri.TryCreate(text, UriKind.Absolute, out var url) => ReadOptions(stage with { Mock = url }, rest),
        ["--events", var file, .. var rest] => ReadOptions(stage with { EventsFile = Path.GetFullPath(file) }, rest),
        _ => null,
    };

    /// <summary>To check a lesson.</summary>
    /// <param name="Lesson">Which.</param>
    /// <param name="Stage">Where to look.</param>
    public sealed record Check(LessonCheck Lesson, Stage Stage) : CommandLine;

    /// <summary>To say how it is used.</summary>
    public sealed record HelpWanted : CommandLine;

    /// <summary>Nothing that it understands.</summary>
    /// <param name="Problem">Why not.</param>
    public sealed record Wrong(string Problem) : CommandLine;
}
