using System.CommandLine;
using Broker.Lessons.Checks;

namespace Broker.Lessons;

/// <summary>The command line of the program.</summary>
internal static class LessonCommand
{
    /// <summary>Makes the command.</summary>
    public static RootCommand Create()
    {
        var lesson = new Argument<int>("lesson")
        {
            Description = "The number of the lesson. " + string.Join(", ", LessonCheck.All.Select(check => $"{check.Number}: {check.Title}")) + ".",
        };
        lesson.AcceptOnlyFromAmong([.. LessonCheck.All.Select(check => $"{check.Number}")]);
        var broker = new Option<Uri?>("--broker") { Description = "The broker that you started [default: http://127.0.0.1:8791]", CustomParser = found => ReadUrl(found) };
        var mock = new Option<Uri?>("--mock") { Description = "The mock provider [default: http://127.0.0.1:8792]", CustomParser = found => ReadUrl(found) };
        var events = new Option<FileInfo?>("--events") { Description = "The event log of your broker [default: where the lesson's page has it]" };
        var check = new Command("check", "Checks what a lesson had you do. The exit code is 0 when it passes, 1 when it fails, 2 when the command line is wrong.")
        {
            lesson, broker, mock, events,
        };
        check.SetAction(async (line, cancellationToken) =>
        {
            if (Stage.Find(AppContext.BaseDirectory) is not { } stage)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync("The repository's folder was not found above this program.");
                return ExitCode.Misused;
            }

            stage = stage with
            {
                Broker = line.GetValue(broker) ?? stage.Broker,
                Mock = line.GetValue(mock) ?? stage.Mock,
                EventsFile = line.GetValue(events)?.FullName,
            };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            stop.CancelAfter(LessonRun.Longest);
            var number = line.GetValue(lesson);
            var output = line.InvocationConfiguration.Output;
            return await LessonRun.RunAsync(LessonCheck.All.Single(one => one.Number == number), stage, output, stop.Token) ? ExitCode.Passed : ExitCode.Failed;
        });
        return new RootCommand("Checks the lessons of docs/lessons.") { check };
    }

    private static Uri? ReadUrl(System.CommandLine.Parsing.ArgumentResult found)
    {
        if (!Uri.TryCreate(found.Tokens[0].Value, UriKind.Absolute, out var url))
        {
            found.AddError($"{found.Tokens[0].Value} is no address, such as http://127.0.0.1:8791.");
        }

        return url;
    }
}
