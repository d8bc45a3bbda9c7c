using MockProvider.Answers;

namespace MockProvider.Misbehaviour;

/// <summary>Faults of the connection: it ends before the answer does.</summary>
internal static class Breaks
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-drop", "the connection is reset before a byte of the answer", (_, answer) => answer with { Parts = [], Delivery = new() { Ending = Ending.Reset } }),
        new("mock-drop-midway", "the connection is reset when half of the answer has come", (_, answer) => Half(answer, Ending.Reset)),
    ];

    /// <summary>Half of the events; of a document, half of its bytes, with the length of the whole announced.</summary>
    public static Answer Half(Answer answer, Ending ending)
    {
        if (answer.IsStreamed && answer.Parts.Count > 1)
        {
            return answer with { Delivery = new() { StopAfter = answer.Parts.Count / 2, Ending = ending } };
        }

        var whole = Join(answer.Parts);
        return answer with
        {
            Parts = [whole.AsMemory(0, whole.Length / 2), whole.AsMemory(whole.Length / 2)],
            Delivery = new() { StopAfter = 1, Ending = ending },
        };
    }

    public static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> parts) => [.. parts.SelectMany(part => part.ToArray())];
}
