namespace Broker.Service.Credentials;

/// <summary>The source <c>none</c>: there is no key, and requests go out without <c>Authorization</c>.</summary>
internal sealed class NoSecretResolver : ISecretResolver
{
    /// <inheritdoc/>
    public string Label => "none";

    /// <inheritdoc/>
    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) => new(SecretResult.None.Instance);
}
