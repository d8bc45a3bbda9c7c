using System.Globalization;

namespace Broker.Service.Configuration;

/// <summary>Prints all problems for the person who has to fix them, without a stack trace.</summary>
internal static class ProblemReport
{
    /// <summary>Limit of printed problems: a file that is no configuration can have thousands of unknown keys.</summary>
    private const int MaxShown = 100;

    public static void Write(TextWriter error, ConfigurationResult.Failed failed)
    {
        error.WriteLine($"Cannot use the configuration {DisplayText.Plain(failed.FilePath, 400)}: {Count(failed.Problems.Count)}.");
        foreach (var problem in failed.Problems.Take(MaxShown))
        {
            var value = problem.Value is null ? "" : $" = {problem.Value}";
            var origin = problem.Origin == SettingOrigin.Default || problem.Origin.Text.EndsWith($" {problem.Key}", StringComparison.Ordinal) ? "" : $" ({problem.Origin})";
            error.WriteLine($"  {problem.Key}{value}{origin}");
            error.WriteLine($"    {problem.Remedy}");
        }

        if (failed.Problems.Count > MaxShown)
        {
            error.WriteLine($"  … and {(failed.Problems.Count - MaxShown).ToString(CultureInfo.InvariantCulture)} more.");
        }
    }

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
