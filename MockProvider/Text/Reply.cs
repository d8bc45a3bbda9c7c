namespace MockProvider.Text;

/// <summary>What the mock says: something a learner recognises as the mock, and as an answer to this prompt or to these results of tools.</summary>
internal static class Reply
{
    private const int LongestEcho = 400;

    public static string To(string prompt) => prompt.Trim() switch
    {
        "" => "Hello from the mock provider! You said nothing I can read.",
        var text => $"Hello from the mock provider! You said: {Shorten(text)}",
    };

    public static string To(string prompt, IReadOnlyList<(string Function, string Result)> results) => results.Count == 0
        ? To(prompt)
        : $"Hello from the mock provider! {string.Join(' ', results.Select(result => $"The tool {result.Function} said: {Shorten(result.Result.Trim())}"))}";

    // A pair of surrogates must not be cut in two.
    private static string Shorten(string text) => text.Length <= LongestEcho
        ? text
        : $"{text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)]}…";
}
