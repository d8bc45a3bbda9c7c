namespace Broker.Service.Credentials;

/// <summary>A program to run, and the bounds it runs in. Not a record: it shall not print itself, environments hold secrets.</summary>
internal sealed class CommandSpec
{
    /// <summary>Longest run unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>The program and its arguments, one string each. Never read by a shell.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>All the variables the program gets. Its <c>PATH</c> is where the program is looked for.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Longest run; then the program and everything it started is ended.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Most bytes the program may print; more, and it is ended.</summary>
    public int OutputLimit { get; init; } = BoundedOutput.UsualLimit;
}
