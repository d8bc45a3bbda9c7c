namespace MockProvider.Responses;

/// <summary>One item of the answer in the pieces in which it is streamed, from which both the item and its events are made.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Pieces">Words, or pieces of arguments.</param>
/// <param name="IsComplete">Whether it came to its end before the tokens did.</param>
internal abstract record ResponseOutput(string Id, IReadOnlyList<string> Pieces, bool IsComplete)
{
    protected string Whole => string.Concat(Pieces);

    protected string EndStatus => ResponseStatus.Ended(IsComplete);

    /// <summary>What it cost.</summary>
    public abstract int Tokens { get; }

    /// <summary>The item when it has ended.</summary>
    public abstract ResponseItem ToItem();

    /// <summary>What the conversation remembers of it.</summary>
    public abstract ResponseTurn ToTurn();

    /// <summary>The events from its beginning to its end.</summary>
    public abstract IEnumerable<ResponseEvent> ToEvents(int outputIndex, EventCounter counter);
}
