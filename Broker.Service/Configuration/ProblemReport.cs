using System.Globalization;

namespace Broker.Service.Configuration;

/// <summary>Prints problems for somebody who has to put them right: all in one block, without a stack trace.</summary>
internal static class ProblemReport
{
    /// <summary>More than this many are counted only: a file of another kind can hold thousands of unknown keys.</summary>
    private const int MostShown = 100;

    /// <summary>Prints the problems of a configuration.</summary>
    /// <param name="error">Where to print, usually stderr.</param>
    /// <param name="failed">What came of reading it.</param>
    public static void Write(TextWriter error, ConfigurationResult.Failed failed)
    {
        error.WriteLine($"Cannot use the configuration {DisplayText.Plain(failed.FilePath, 400)}: {Count(failed.Problems.Count)}.");
        foreach (var problem in failed.Problems.Take(MostShown))
        {
            var value = problem.Value is null ? "" : $" = {problem.Value}";
            var origin = problem.Origin == SettingOrigin.Default || problem.Origin.Text.EndsWith($" {problem.Key}", StringComparison.Ordinal) ? "" : $" ({problem.Origin})";
            error.WriteLine($"  {problem.Key}{value}{origin}");
            error.WriteLine($"    {problem.Remedy}");
        }

        if (failed.Problems.Count > MostShown)
        {
            error.WriteLine($"  … and {(failed.Problems.Count - MostShown).ToString(CultureInfo.InvariantCulture)} more.");
        }
    }

    /// <summary>Prints the problems of a command line.</summary>
    /// <param name="error">Where to print, usually stderr.</param>
    /// <param name="invalid">What came of reading it.</param>
    public static void Write(TextWriter error, CommandLineResult.Invalid invalid)
    {
        error.WriteLine($"Cannot follow the command line: {Count(invalid.Problems.Count)}.");
        foreach (var problem in invalid.Problems)
        {
            error.WriteLine($"  {problem}");
        }

        error.WriteLine("Broker.Service --help lists what can be said.");
    }

    private static string Count(int count) => count == 1 ? "1 problem" : $"{count.ToString(CultureInfo.InvariantCulture)} problems";
}
