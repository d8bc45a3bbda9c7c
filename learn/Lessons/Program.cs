using Broker.Lessons;

switch (CommandLine.Parse(args))
{
    case CommandLine.Check { Lesson: var lesson, Stage: var stage }:
        using (var stop = new CancellationTokenSource(LessonRun.Longest))
        {
            return await LessonRun.RunAsync(lesson, stage, Console.Out, stop.Token) ? ExitCode.Passed : ExitCode.Failed;
        }

    case CommandLine.Wrong { Problem: var problem }:
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine(CommandLine.Help);
        return ExitCode.Misused;

    default:
        Console.WriteLine(CommandLine.Help);
        return ExitCode.Passed;
}
