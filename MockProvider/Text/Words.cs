namespace MockProvider.Text;

/// <summary>Cuts text where a stream does, and counts tokens the same way: a word with the white space before it is one.</summary>
internal static class Words
{
    /// <summary>The pieces; joined they are the text.</summary>
    public static IReadOnlyList<string> Cut(string text)
    {
        List<string> pieces = [];
        var start = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]) && !char.IsWhiteSpace(text[index - 1]))
            {
                pieces.Add(text[start..index]);
                start = index;
            }
        }

        if (text.Length > 0)
        {
            pieces.Add(text[start..]);
        }

        return pieces;
    }

    /// <summary>How many tokens the mock takes the text for.</summary>
    public static int Count(string text) => Cut(text).Count;
}
