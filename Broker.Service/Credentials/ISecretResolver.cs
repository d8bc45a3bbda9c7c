namespace Broker.Service.Credentials;

/// <summary>Fetches the provider key from where it lives.</summary>
internal interface ISecretResolver
{
    /// <summary>What answers, logs and spans may say about the source: <c>none</c>, <c>env:NAME</c>, <c>command:op read</c>, <c>file:openai-key</c>.</summary>
    string Label { get; }

    /// <summary>Fetches the key, or says why it cannot be had. Throws only when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="cancellationToken">Cancelled when the caller no longer waits.</param>
    ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether the source may have another answer than the last one it gave, so that it is asked again at once. Costs microseconds: it is
    /// asked at each request. Always false where only fetching would tell.
    /// </summary>
    bool HasChanged() => false;

    /// <summary>Tells that the upstream answered 401 to a key, so that it is not given out again. Nothing to do where nothing is kept.</summary>
    /// <param name="rejected">The very key the request carried.</param>
    void Invalidate(Secret rejected)
    {
    }
}
