namespace Broker.Service.Credentials;

/// <summary>Result of running a program. Never holds its error output.</summary>
internal abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>The program ended.</summary>
    /// <param name="ExitCode">Exit code; 128 plus the signal number if a signal ended it.</param>
    /// <param name="Output">Its output. It may be a key: the receiver wipes it.</param>
    internal sealed record Completed(int ExitCode, Memory<byte> Output) : CommandResult;

    /// <summary>The program was not started.</summary>
    /// <param name="Problem">Why, with the program's name and without its arguments.</param>
    internal sealed record NotStarted(string Problem) : CommandResult;

    /// <summary>The program reached the time limit and was killed.</summary>
    internal sealed record TimedOut : CommandResult;

    /// <summary>The program printed more than the limit and was killed.</summary>
    internal sealed record TooMuchOutput : CommandResult;
}
