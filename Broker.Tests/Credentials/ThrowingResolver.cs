using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>A source with a bug, and a key in its exception's message.</summary>
internal sealed class ThrowingResolver : ISecretResolver
{
    /// <inheritdoc/>
    public string Label => "broken";

    /// <inheritdoc/>
    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("sk-CANARY");
}
