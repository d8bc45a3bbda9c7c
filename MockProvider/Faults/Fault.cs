using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Faults;

/// <summary>One way to misbehave.</summary>
/// <param name="Name">Its name, which is also the name of the model that asks for it.</param>
/// <param name="What">What it does, in a line for a person.</param>
/// <param name="Play">Makes it of the honest answer.</param>
internal sealed record Fault(string Name, string What, Func<FaultScene, Answer> Play);

/// <summary>What a fault is made of.</summary>
/// <param name="Answer">The honest answer.</param>
/// <param name="Request">The request.</param>
/// <param name="Dialect">The dialect it is in.</param>
internal sealed record FaultScene(Answer Answer, ReceivedRequest Request, IDialect Dialect)
{
    /// <summary>A refusal with the headers of the honest answer.</summary>
    public Answer Refuse(ApiError error) => Dialect.Refuse(error, Answer.Headers);
}

/// <summary>Every fault the mock knows. There are no others.</summary>
internal static class FaultList
{
    private static readonly Dictionary<string, Fault> ByName;

    static FaultList() => ByName = All.ToDictionary(fault => fault.Name, StringComparer.Ordinal);

    public static IReadOnlyList<Fault> All { get; } = [.. Refusals.All, .. Interruptions.All, .. Garbage.All, .. Leaks.All];

    public static Fault? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
