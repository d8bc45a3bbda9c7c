namespace MockProvider.Conversation;

/// <summary>Who speaks.</summary>
internal enum Speaker
{
    Instruction,
    User,
    Assistant,

    /// <summary>The assistant calls a tool.</summary>
    Call,

    /// <summary>A tool answers.</summary>
    Result,
}

/// <summary>One turn of a conversation, in any dialect.</summary>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Text">The words, the arguments or the result; images, files and sound count as nothing.</param>
/// <param name="CallId">What joins a result to its call.</param>
/// <param name="Tool">The name of the tool that is called.</param>
internal sealed record Turn(Speaker Speaker, string Text, string CallId = "", string Tool = "");

/// <summary>
/// A conversation, and what the mock says to it: something a learner recognises as the mock, and as an answer to this prompt.
/// </summary>
internal sealed record Turns(IReadOnlyList<Turn> All)
{
    private const int LongestEcho = 400;

    // What a turn costs around its text.
    private const int TokensPerTurn = 4;

    /// <summary>The last words of the user.</summary>
    public string Prompt => All.LastOrDefault(turn => turn.Speaker == Speaker.User)?.Text ?? string.Empty;

    /// <summary>Whether the last word was the user's, not a tool's.</summary>
    public bool HasUserSpoken => All.LastOrDefault(turn => turn.Speaker != Speaker.Instruction)?.Speaker == Speaker.User;

    public int Tokens => All.Sum(turn => TokensPerTurn + Words.Count(turn.Text));

    /// <summary>The answer in words.</summary>
    public string Reply => $"Hello from the mock provider! {Echo}";

    private string Echo
    {
        get
        {
            List<Turn> results = [
                .. All.Reverse().TakeWhile(turn => turn.Speaker != Speaker.User).Reverse().Where(turn => turn.Speaker == Speaker.Result)];
            return results.Count > 0 ? string.Join(
                ' ', results.Select(result => $"The tool {NameOf(result)} said: {Shorten(result.Text.Trim())}"))
                : Prompt.Trim() is { Length: > 0 } text ? $"You said: {Shorten(text)}"
                : "You said nothing I can read.";
        }
    }

    private string NameOf(Turn result) =>
        All.LastOrDefault(turn => turn.Speaker == Speaker.Call && turn.CallId == result.CallId)?.Tool ?? "tool";

    // A pair of surrogates must not be cut in two.
    private static string Shorten(string text) => text.Length <= LongestEcho
        ? text
        : $"{text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)]}…";
}
