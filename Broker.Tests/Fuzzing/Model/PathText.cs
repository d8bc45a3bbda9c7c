using System.Text.RegularExpressions;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>The form in which answers and events show a target.</summary>
internal static partial class PathText
{
    private const int Longest = 512;

    /// <summary>Compares what is shown with what was asked for.</summary>
    public static void AssertIs(string shown, string target)
    {
        Assert.Matches(Shown(), shown);
        if (Plain().IsMatch(target))
        {
            var path = target.Split('?')[0];
            Assert.Equal(path.Length > Longest ? path[..Longest] + "…" : path, shown);
        }
    }

    /// <summary>Whatever is shown of whatever target: short, visible, without a query.</summary>
    [GeneratedRegex(@"\A[!-~-[?]]{0,512}…?\z")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\A/[!-~]*\z")]
    private static partial Regex Plain();
}
