namespace MockProvider.Text;

/// <summary>What the mock says to a prompt: something a learner recognises as the mock, and as an answer to this prompt.</summary>
internal static class Reply
{
    private const int LongestEcho = 400;

    public static string To(string prompt) => prompt.Trim() switch
    {
        "" => "Hello from the mock provider! You said nothing I can read.",
        { Length: > LongestEcho } text => $"Hello from the mock provider! You said: {Shorten(text)}…",
        var text => $"Hello from the mock provider! You said: {text}",
    };

    // A pair of surrogates must not be cut in two.
    private static string Shorten(string text) => text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)];
}
