namespace Broker.Service.Credentials;

/// <summary>A program to run, and its limits. Not a record: a record would print the environment, which holds secrets.</summary>
internal sealed class CommandSpec
{
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Program and arguments, one string each. Never parsed by a shell.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>All variables of the program. Its <c>PATH</c> is searched for the program.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>True if the program writes to the standard error of this process; otherwise nobody sees what it writes there.</summary>
    public bool ShowsErrors { get; init; }

    /// <summary>Time limit; then the program and everything it started is killed.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Limit of the output, in bytes; a program that prints more is killed.</summary>
    public int OutputLimit { get; init; } = BoundedOutput.UsualLimit;
}
