using MockProvider.Answers;

namespace MockProvider.Faults;

/// <summary>Faults of an honest answer that comes late, or whose connection ends before it does.</summary>
internal static class Interruptions
{
    private const int Pieces = 5;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Deliver("mock-latency", "two seconds pass before the answer begins", new() { BeforeHead = TimeSpan.FromSeconds(2) }),
        Deliver("mock-slow-start", "the head at once, the first byte ten seconds later", new() { BeforeBody = TimeSpan.FromSeconds(10) }),
        new("mock-slow", "a second between two events; JSON comes in five pieces", scene => scene.Answer with
        {
            Parts = scene.Answer.IsStreamed ? scene.Answer.Parts : Cut(scene.Answer.Parts),
            Delivery = new() { BetweenParts = TimeSpan.FromSeconds(1) },
        }),
        Deliver("mock-silence", "the connection is taken and nothing ever comes", new() { StopAfter = 0, Ending = Ending.Silence }),
        new("mock-silence-midway", "half of the answer comes, then nothing", scene => Half(scene.Answer, Ending.Silence)),
        Deliver("mock-drop", "the connection is reset before a byte of the answer", new() { StopAfter = 0, Ending = Ending.Reset }),
        new("mock-drop-midway", "the connection is reset when half of the answer has come", scene => Half(scene.Answer, Ending.Reset)),
    ];

    private static Fault Deliver(string name, string what, Delivery delivery) =>
        new(name, what, scene => scene.Answer with { Delivery = delivery });

    /// <summary>Half of the events; of a document, half of its bytes, with the length of the whole announced.</summary>
    private static Answer Half(Answer answer, Ending ending)
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

    private static IReadOnlyList<ReadOnlyMemory<byte>> Cut(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var whole = Join(parts);
        return [.. whole.Chunk(Math.Max(1, (whole.Length + Pieces - 1) / Pieces)).Select(piece => new ReadOnlyMemory<byte>(piece))];
    }

    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> parts) => [.. parts.SelectMany(part => part.ToArray())];
}
