using System.Text.RegularExpressions;

namespace MockProvider.Tools;

/// <summary>The words of a text or a name: <c>get_weather</c>, <c>get-weather</c> and <c>getWeather</c> are all get and weather.</summary>
internal static partial class PlainWords
{
    public static IEnumerable<string> Of(string text) => Word.Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+")]
    private static partial Regex Word { get; }
}
