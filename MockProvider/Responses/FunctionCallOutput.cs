namespace MockProvider.Responses;

/// <summary>A function call as output.</summary>
internal sealed record FunctionCallOutput(string Id, string CallId, string Name, IReadOnlyList<string> Pieces, bool IsComplete)
    : ResponseOutput(Id, Pieces, IsComplete)
{
    public override int Tokens => 1 + Pieces.Count;

    public override ResponseItem ToItem() => new FunctionCallItem(Id, EndStatus, Whole, CallId, Name);

    public override ResponseTurn ToTurn() => ResponseTurn.Call(CallId, Name, Whole);

    public override IEnumerable<ResponseEvent> ToEvents(int outputIndex, EventCounter counter)
    {
        yield return new OutputItemEvent(
            "response.output_item.added", counter.Next(), outputIndex, new FunctionCallItem(Id, ResponseStatus.InProgress, string.Empty, CallId, Name));
        foreach (var piece in Pieces)
        {
            var padding = counter.Padding();
            yield return new ArgumentsDeltaEvent(counter.Next(), Id, outputIndex, piece, padding);
        }

        yield return new ArgumentsDoneEvent(counter.Next(), Id, outputIndex, Whole, Name);
        yield return new OutputItemEvent("response.output_item.done", counter.Next(), outputIndex, ToItem());
    }
}
