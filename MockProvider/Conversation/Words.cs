namespace MockProvider.Conversation;

/// <summary>Cuts text where a stream does, and counts tokens the same way: a word with the white space before it is one.</summary>
internal static class Words
{
    /// <summary>The pieces of a text; joined they are the text.</summary>
    public static IReadOnlyList<string> Cut(string text) =>
        Cut(text, index => char.IsWhiteSpace(text[index]) && !char.IsWhiteSpace(text[index - 1]));

    /// <summary>The pieces of JSON: words, and what stands between them.</summary>
    public static IReadOnlyList<string> CutJson(string json) => Cut(json, index => IsInWord(json[index]) != IsInWord(json[index - 1]));

    public static int Count(string text) => Cut(text).Count;

    private static List<string> Cut(string text, Func<int, bool> isCutBefore)
    {
        List<string> pieces = [];
        var start = 0;
        for (var index = 1; index <= text.Length; index++)
        {
            if (index == text.Length || isCutBefore(index))
            {
                pieces.Add(text[start..index]);
                start = index;
            }
        }

        return pieces;
    }

    // Both halves of a surrogate pair belong to a word, so that none is cut in two.
    private static bool IsInWord(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character) || character == ' ';
}
