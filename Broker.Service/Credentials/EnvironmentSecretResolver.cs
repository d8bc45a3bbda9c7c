using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>The source <c>env</c>: a variable of the broker's environment, read at each fetch.</summary>
/// <param name="source">Its kind is <see cref="SecretSourceKind.Env"/>.</param>
internal sealed class EnvironmentSecretResolver(SecretSourceOptions source, IProcessEnvironment environment) : ISecretResolver
{
    private readonly string _name = source.Name ?? throw new ArgumentException("The source names no variable.", nameof(source));

    public string Label => source.Label;

    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) => new(Resolve());

    private SecretResult Resolve()
    {
        if (!environment.Variables.TryGetValue(_name, out var value))
        {
            return Unavailable("is not set");
        }

        return Secret.TryCreate(value, out var secret, out var problem)
            ? new SecretResult.Found(secret)
            : Unavailable(problem);
    }

    private SecretResult.Unavailable Unavailable(string problem) =>
        new($"{Label}: the environment variable {_name} {problem}");
}
