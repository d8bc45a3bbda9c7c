namespace Broker.Service.Credentials;

/// <summary>The source <c>none</c>: no key; requests are sent without <c>Authorization</c>.</summary>
internal sealed class NoSecretResolver : ISecretResolver
{
    public string Label => "none";

    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) => new(SecretResult.None.Instance);
}
