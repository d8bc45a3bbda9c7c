namespace MockProvider.Moderations;

/// <summary>One of the thirteen categories, and the words by which the mock finds it: a few plain ones, enough to see a text flagged.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="SeesImages">Whether the real service looks for it in images, too.</param>
/// <param name="Phrases">Words in lower case; one that ends in a star stands for all that begin so.</param>
internal sealed record ModerationCategory(string Name, bool SeesImages, params IReadOnlyList<string> Phrases)
{
    /// <summary>All of them, in the order of the real answer.</summary>
    public static IReadOnlyList<ModerationCategory> All { get; } =
    [
        new("harassment", false, "idiot*", "moron*", "you are stupid", "you are worthless", "shut up"),
        new("harassment/threatening", false, "i will hurt you", "i will kill you", "i will find you"),
        new("sexual", true, "porn*", "erotic*", "naked", "nude*"),
        new("hate", false, "hate foreigners", "hate immigrants", "inferior race", "subhuman*"),
        new("hate/threatening", false, "kill all foreigners", "kill all immigrants", "exterminate them"),
        new("illicit", false, "pick a lock", "shoplift*", "launder money", "counterfeit*", "cocaine", "build a bomb", "make a bomb"),
        new("illicit/violent", false, "build a bomb", "make a bomb", "buy a gun illegally"),
        new("self-harm/intent", true, "kill myself", "end my life", "hurt myself"),
        new("self-harm/instructions", true, "how to kill myself", "how to hurt myself"),
        new("self-harm", true, "suicide", "suicidal", "self harm", "kill myself", "end my life", "hurt myself"),
        new("sexual/minors", false, "underage porn*", "naked child*"),
        new("violence", true, "kill*", "murder*", "stab", "stabb*", "shoot", "bomb", "attack them", "hurt you"),
        new("violence/graphic", true, "dismember*", "disembowel*", "gore", "blood everywhere"),
    ];

    /// <summary>How many of its phrases the text has.</summary>
    /// <param name="text">Words in lower case, a blank before and behind each.</param>
    public int CountIn(string text) => Phrases.Count(phrase => text.Contains($" {(phrase.EndsWith('*') ? phrase[..^1] : $"{phrase} ")}", StringComparison.Ordinal));
}
