using MockProvider.Text;

namespace MockProvider.Transcriptions;

/// <summary>A word and when it is said.</summary>
internal sealed record TimedWord(string Word, double Start, double End)
{
    /// <summary>The words of a text, each as long as the others.</summary>
    public static IReadOnlyList<TimedWord> Spread(string text, int seconds)
    {
        var words = Words.Cut(text);
        return [.. words.Select((word, index) => new TimedWord(word.Trim(), Time(index), Time(index + 1)))];

        double Time(int index) => Math.Round((double)seconds * index / words.Count, 2);
    }
}
