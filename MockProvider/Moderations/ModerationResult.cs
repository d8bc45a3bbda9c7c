namespace MockProvider.Moderations;

/// <summary>What was found in one input, category by category.</summary>
internal sealed record ModerationResult(
    bool Flagged,
    IReadOnlyDictionary<string, bool> Categories,
    IReadOnlyDictionary<string, double> CategoryScores,
    IReadOnlyDictionary<string, IReadOnlyList<string>> CategoryAppliedInputTypes)
{
    private const double ScoreOfAFind = 0.9;

    public static ModerationResult Of(ModerationInput input)
    {
        var scores = ModerationCategory.All.ToDictionary(category => category.Name, category => Score(category, input.Text));
        var found = scores.ToDictionary(score => score.Key, score => score.Value >= ScoreOfAFind);
        return new ModerationResult(
            found.ContainsValue(true),
            found,
            scores,
            ModerationCategory.All.ToDictionary(category => category.Name, IReadOnlyList<string> (category) => AppliedTo(category, input)));
    }

    // More words of a category make it surer, and never quite sure.
    private static double Score(ModerationCategory category, string text)
    {
        var finds = category.CountIn(text);
        return finds == 0 ? 0.0001 : Math.Round(1 - (1 - ScoreOfAFind) / finds, 4);
    }

    private static List<string> AppliedTo(ModerationCategory category, ModerationInput input)
    {
        List<string> types = [];
        if (input.HasText)
        {
            types.Add("text");
        }

        if (input.HasImage && category.SeesImages)
        {
            types.Add("image");
        }

        return types;
    }
}
