namespace Broker.Service.Credentials;

/// <summary>Fetches the provider key from its source.</summary>
internal interface ISecretResolver
{
    /// <summary>Name of the source for answers, logs and spans; see <see cref="Configuration.SecretSourceOptions.Label"/>.</summary>
    string Label { get; }

    /// <summary>The key in memory; null if there is none. May be wiped at any time: hold it before use.</summary>
    Secret? Kept => null;

    /// <summary>Fetches the key, or says why it is unavailable. Throws only if <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="cancellationToken">Cancelled when the caller stops waiting.</param>
    ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken);

    /// <summary>Returns true if the source may have changed, so that it is asked again. Called per request; must be cheap.</summary>
    bool HasChanged() => false;

    /// <summary>Reports that the upstream answered 401 to a key, so that it is not returned again. Does nothing without a cache.</summary>
    /// <param name="rejected">The key of the request, the same object.</param>
    void Invalidate(Secret rejected)
    {
    }
}
