namespace Broker.Service.Credentials;

/// <summary>Runs one program and collects what it prints; tests bring their own.</summary>
internal interface ICommandRunner
{
    /// <summary>Runs the program to its end, or ends it. Throws only when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="cancellationToken">Ends the program and everything it started.</param>
    Task<CommandResult> RunAsync(CommandSpec spec, CancellationToken cancellationToken);
}
