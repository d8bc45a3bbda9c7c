namespace MockProvider.Responses;

/// <summary>A message as output.</summary>
internal sealed record MessageOutput(string Id, IReadOnlyList<string> Pieces, bool IsComplete) : ResponseOutput(Id, Pieces, IsComplete)
{
    private const string Assistant = "assistant";

    public override int Tokens => Pieces.Count;

    public override ResponseItem ToItem() => new MessageItem(Id, EndStatus, [ResponseText.Of(Whole)], Assistant);

    public override ResponseTurn ToTurn() => ResponseTurn.Message(Assistant, Whole);

    public override IEnumerable<ResponseEvent> ToEvents(int outputIndex, EventCounter counter)
    {
        yield return new OutputItemEvent("response.output_item.added", counter.Next(), outputIndex, new MessageItem(Id, ResponseStatus.InProgress, [], Assistant));
        yield return new ContentPartEvent("response.content_part.added", counter.Next(), Id, outputIndex, 0, ResponseText.Of(string.Empty));
        foreach (var piece in Pieces)
        {
            var padding = counter.Padding();
            yield return new OutputTextDeltaEvent(counter.Next(), Id, outputIndex, 0, piece, [], padding);
        }

        yield return new OutputTextDoneEvent(counter.Next(), Id, outputIndex, 0, Whole, []);
        yield return new ContentPartEvent("response.content_part.done", counter.Next(), Id, outputIndex, 0, ResponseText.Of(Whole));
        yield return new OutputItemEvent("response.output_item.done", counter.Next(), outputIndex, ToItem());
    }
}
