using System.Text.RegularExpressions;

namespace MockProvider.Schemas;

/// <summary>
/// The shortest text a regular expression of the usual kind takes. What the reader finds is tried against the expression, so that
/// what it does not understand yields nothing rather than something wrong.
/// </summary>
internal static class PatternText
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The text, or nothing when there is none of at least that length.</summary>
    public static string? Make(string pattern, int least) => Try(pattern, 0) switch
    {
        { } text when text.Length >= least => text,
        { } text when Try(pattern, least - text.Length) is { } longer && longer.Length >= least => longer,
        _ => null,
    };

    private static string? Try(string pattern, int extra)
    {
        try
        {
            var text = new PatternReader(pattern, extra).Read();
            return Regex.IsMatch(text, pattern, RegexOptions.None, Patience) ? text : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or InvalidOperationException or RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
