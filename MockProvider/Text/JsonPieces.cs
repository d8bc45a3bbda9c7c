namespace MockProvider.Text;

/// <summary>Cuts JSON where a stream does: words, and what stands between them. Joined the pieces are the JSON.</summary>
internal static class JsonPieces
{
    public static IReadOnlyList<string> Cut(string json)
    {
        List<string> pieces = [];
        var start = 0;
        for (var index = 1; index < json.Length; index++)
        {
            if (IsWord(json[index]) != IsWord(json[index - 1]))
            {
                pieces.Add(json[start..index]);
                start = index;
            }
        }

        if (json.Length > 0)
        {
            pieces.Add(json[start..]);
        }

        return pieces;
    }

    // Both halves of a surrogate pair belong to a word, so that none is cut in two.
    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character) || character == ' ';
}
