using MockProvider.Text;

namespace MockProvider.Embeddings;

/// <summary>What a text is made of, as far as its vector is concerned: its words, and within them each three letters in a row, so that "cat" is near "cats".</summary>
internal static class TextFeatures
{
    private const int LettersInARow = 3;
    private const double WeightOfAWord = 1;
    private const double WeightOfLetters = 0.3;

    /// <summary>Each feature with its weight, in the order of the text: sums of floating point numbers depend on it.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(string text)
    {
        var weights = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in Words.Cut(text).Select(word => word.Trim().ToUpperInvariant()))
        {
            Add(weights, $"word {word}", WeightOfAWord);
            var framed = $"<{word}>";
            for (var start = 0; start + LettersInARow <= framed.Length; start++)
            {
                Add(weights, framed.Substring(start, LettersInARow), WeightOfLetters);
            }
        }

        return weights;
    }

    private static void Add(OrderedDictionary<string, double> weights, string feature, double weight) =>
        weights[feature] = weights.GetValueOrDefault(feature) + weight;
}
