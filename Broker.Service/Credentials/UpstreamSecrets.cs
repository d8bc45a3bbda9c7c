using System.Collections.Concurrent;
using Broker.Service.Policy;

namespace Broker.Service.Credentials;

/// <summary>The keys of all upstreams. Nothing is fetched before a request needs it.</summary>
internal sealed class UpstreamSecrets(SecretResolverFactory create) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<Upstream, Lazy<ISecretResolver>> _resolvers = new();

    /// <summary>Returns what fetches the key of an upstream.</summary>
    public ISecretResolver Of(Upstream upstream) =>
        _resolvers.GetOrAdd(upstream, static (key, create) => new Lazy<ISecretResolver>(() => create(key)), create).Value;

    /// <summary>
    /// Creates a scrubber for every key that the process holds: an upstream that learned the key of another one must not show it to a host.
    /// </summary>
    /// <param name="attached">The key of the request, held by the caller; null if there is none.</param>
    /// <returns>Null if there is nothing to mask. Holds the keys until it is disposed.</returns>
    public AnswerScrubber? CreateScrubber(Secret? attached)
    {
        List<Secret>? others = null;
        foreach (var (_, resolver) in _resolvers)
        {
            if (resolver.Value.Kept is { } kept && !ReferenceEquals(kept, attached) && attached?.HasValueOf(kept) != true)
            {
                (others ??= []).Add(kept);
            }
        }

        return AnswerScrubber.Create(attached, others);
    }

    public void Dispose()
    {
        foreach (var resolver in Resolvers)
        {
            (resolver as IDisposable)?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resolver in Resolvers)
        {
            await (resolver is IAsyncDisposable owner ? owner.DisposeAsync() : default);
        }
    }

    private IEnumerable<ISecretResolver> Resolvers => _resolvers.Values.Select(resolver => resolver.Value);
}
