using MockProvider.Answers;

namespace MockProvider.Misbehaviour;

/// <summary>Faults of an honest answer that comes late.</summary>
internal static class Delays
{
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowPart = TimeSpan.FromSeconds(1);
    private const int Pieces = 5;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-latency", "two seconds pass before the answer begins", (_, answer) => answer with { Delivery = new() { BeforeHead = Latency } }),
        new("mock-slow-start", "the head comes at once, the first byte after it ten seconds later", (_, answer) => answer with { Delivery = new() { BeforeBody = SlowStart } }),
        new("mock-slow", "a second between two events; JSON comes in five pieces", (_, answer) => answer with
        {
            Parts = answer.IsStreamed ? answer.Parts : Cut(answer.Parts, Pieces),
            Delivery = new() { BetweenParts = SlowPart },
        }),
        new("mock-silence", "the connection is taken and nothing ever comes", (_, answer) => answer with { Parts = [], Delivery = new() { Ending = Ending.Silence } }),
        new("mock-silence-midway", "half of the answer comes, then nothing", (_, answer) => Breaks.Half(answer, Ending.Silence)),
    ];

    private static IReadOnlyList<ReadOnlyMemory<byte>> Cut(IReadOnlyList<ReadOnlyMemory<byte>> parts, int pieces)
    {
        var whole = Breaks.Join(parts);
        var size = Math.Max(1, (whole.Length + pieces - 1) / pieces);
        return [.. Enumerable.Range(0, (whole.Length + size - 1) / size).Select(index => (ReadOnlyMemory<byte>)whole.AsMemory(index * size, Math.Min(size, whole.Length - (index * size))))];
    }
}
