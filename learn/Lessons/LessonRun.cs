using Broker.Lessons.Checks;

namespace Broker.Lessons;

/// <summary>Runs one check and says what came of it, ending in a line that begins with PASS or FAIL.</summary>
internal static class LessonRun
{
    /// <summary>After which a check is given up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs a check to its first finding that does not hold, or to its end.</summary>
    /// <param name="lesson">Which check.</param>
    /// <param name="stage">Where it looks.</param>
    /// <param name="output">Where the findings are printed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether everything held.</returns>
    public static async Task<bool> RunAsync(LessonCheck lesson, Stage stage, TextWriter output, CancellationToken cancellationToken)
    {
        var problem = await FindProblemAsync(lesson, stage, output, cancellationToken);
        if (problem is not null)
        {
            await output.WriteLineAsync($"        {problem}");
        }

        await output.WriteLineAsync($"{(problem is null ? "PASS" : "FAIL")}  Lesson {lesson.Number}: {lesson.Title}");
        return problem is null;
    }

    private static async Task<string?> FindProblemAsync(LessonCheck lesson, Stage stage, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var finding in lesson.LookAsync(stage, cancellationToken))
            {
                await output.WriteLineAsync($"  {(finding.Holds ? "ok" : "no")}    {finding.Fact}");
                if (!finding.Holds)
                {
                    return finding.Remedy;
                }
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            return "It took too long. Is this machine very busy? Run the check again.";
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or HttpRequestException)
        {
            return failure.Message;
        }
    }
}
