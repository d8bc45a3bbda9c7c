using System.Globalization;
using System.Security.Cryptography;
using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>The source <c>command</c>: what a program prints, <c>op read …</c> or <c>az keyvault secret show …</c>, say.</summary>
/// <param name="source">The source; its kind is <see cref="SecretSourceKind.Command"/>.</param>
/// <param name="runner">Runs the program.</param>
/// <param name="environment">What the program's environment is made from.</param>
/// <param name="isWithheld">Whether the program may not see the variable of a name: it holds another secret of ours.</param>
/// <param name="timeLimit">Longest run; <see cref="CommandSpec.DefaultTimeLimit"/> when null.</param>
internal sealed class CommandSecretResolver(
    SecretSourceOptions source,
    ICommandRunner runner,
    IProcessEnvironment environment,
    Predicate<string> isWithheld,
    TimeSpan? timeLimit = null) : ISecretResolver
{
    private readonly TimeSpan _timeLimit = timeLimit ?? CommandSpec.DefaultTimeLimit;

    /// <inheritdoc/>
    public string Label => source.Label;

    /// <inheritdoc/>
    public async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        var spec = new CommandSpec
        {
            Argv = source.Argv,
            Environment = environment.Variables
                .Where(variable => !isWithheld(variable.Key))
                .ToDictionary(ProcessEnvironment.NameComparer),
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
