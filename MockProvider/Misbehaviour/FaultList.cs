namespace MockProvider.Misbehaviour;

/// <summary>Every fault the mock knows. There are no others.</summary>
internal static class FaultList
{
    private static readonly Dictionary<string, Fault> ByName = new(StringComparer.Ordinal);

    static FaultList()
    {
        foreach (var fault in All)
        {
            ByName.Add(fault.Name, fault);
        }
    }

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Refusals.All,
        .. Delays.All,
        .. Breaks.All,
        .. Garbage.All,
        .. Floods.All,
        .. Leaks.All,
    ];

    /// <summary>Whether a model's name is that of a fault.</summary>
    public static bool Knows(string model) => ByName.ContainsKey(model);

    public static Fault? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
