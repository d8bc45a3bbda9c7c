namespace Broker.Service.Credentials;

/// <summary>What came of running a program. What it printed to its error stream is in none of the cases.</summary>
internal abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It ran to its end.</summary>
    /// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
    /// <param name="Output">What it printed. It may be a key: whoever gets the result wipes it.</param>
    internal sealed record Completed(int ExitCode, Memory<byte> Output) : CommandResult;

    /// <summary>It was not started.</summary>
    /// <param name="Problem">Why, naming the program; nothing of its arguments.</param>
    internal sealed record NotStarted(string Problem) : CommandResult;

    /// <summary>It reached the time limit and was ended.</summary>
    internal sealed record TimedOut : CommandResult;

    /// <summary>It printed more than it may and was ended.</summary>
    internal sealed record TooMuchOutput : CommandResult;
}
