using System.Text.RegularExpressions;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Tools;

/// <summary>The name of a function or of a format: letters, digits, dashes and underscores, at most 64.</summary>
internal static partial class FunctionName
{
    private const int Longest = 64;

    public static string Read(RequestFields fields)
    {
        const string Member = "name";
        var name = fields.RequiredText(Member, Longest);
        if (!Allowed.IsMatch(name))
        {
            fields.Faults.Report(ValueErrors.WrongPattern(fields.Name(Member), "^[a-zA-Z0-9_-]+$"));
        }

        return name;
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]+\z")]
    private static partial Regex Allowed { get; }
}
