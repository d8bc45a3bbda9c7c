using System.Globalization;
using System.Security.Cryptography;
using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>The source <c>command</c>: the output of a program, such as <c>op read …</c> or <c>az keyvault secret show …</c>.</summary>
/// <param name="source">Its kind is <see cref="SecretSourceKind.Command"/>.</param>
/// <param name="isWithheld">Returns true if the program may not see a variable, because it holds another secret.</param>
/// <param name="showsErrors">True if the program writes to the standard error of this process.</param>
/// <param name="timeLimit">Time limit of the program; null for <see cref="CommandSpec.DefaultTimeLimit"/>.</param>
internal sealed class CommandSecretResolver(
    SecretSourceOptions source,
    ICommandRunner runner,
    IProcessEnvironment environment,
    Predicate<string> isWithheld,
    bool showsErrors = false,
    TimeSpan? timeLimit = null) : ISecretResolver
{
    private readonly TimeSpan _timeLimit = timeLimit ?? CommandSpec.DefaultTimeLimit;

    public string Label => source.Label;

    public async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        var spec = new CommandSpec
        {
            Argv = source.Argv,
            Environment = environment.Variables
                .Where(variable => !isWithheld(variable.Key))
                .ToDictionary(ProcessEnvironment.NameComparer),
            ShowsErrors = showsErrors,
            TimeLimit = _timeLimit,
        };

        return await runner.RunAsync(spec, cancellationToken) switch
        {
            CommandResult.Completed { ExitCode: 0 } done => SecretResult.Read(done.Output.Span, $"{Label}: the value it printed"),
            CommandResult.Completed done => Failed(done),
            CommandResult.NotStarted not => Unavailable(not.Problem),
            CommandResult.TimedOut => Unavailable($"no end within {_timeLimit.TotalSeconds} s, so it was ended"),
            CommandResult.TooMuchOutput => Unavailable($"more than {spec.OutputLimit} bytes of output, so it was ended"),
            var other => throw new InvalidOperationException($"No answer for {other.GetType().Name}."),
        };
    }

    private SecretResult.Unavailable Failed(CommandResult.Completed done)
    {
        CryptographicOperations.ZeroMemory(done.Output.Span);
        return Unavailable($"exit code {done.ExitCode}");
    }

    private SecretResult.Unavailable Unavailable(FormattableString problem) =>
        Unavailable(problem.ToString(CultureInfo.InvariantCulture));

    private SecretResult.Unavailable Unavailable(string problem) => new($"{Label}: {problem}");
}
