using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>What the tests of the caching resolver share: a source, a clock and a log of a test's own.</summary>
public abstract class CachingSecretResolverTests
{
    private protected readonly FakeResolver _source = new();
    private protected readonly FakeTimeProvider _time = new();
    private protected readonly ListLogger<SecretFetcher> _log = new();

    private protected static Task<SecretResult> ResolveAsync(CachingSecretResolver resolver) =>
        resolver.ResolveAsync(TestContext.Current.CancellationToken).AsTask();

    private protected CachingSecretResolver Create() => new(_source, _time, _log);

    private protected async Task<Secret> FetchAsync(CachingSecretResolver resolver, string key)
    {
        var waiting = ResolveAsync(resolver);
        _source.Answer(key);
        var found = Assert.IsType<SecretResult.Found>(await waiting);
        Assert.False(found.FromCache);
        return found.Secret;
    }

    private protected async Task FailAsync(CachingSecretResolver resolver)
    {
        var fetches = _source.Fetches;
        var waiting = ResolveAsync(resolver);
        _source.Fail();
        Assert.IsType<SecretResult.Unavailable>(await waiting);
        Assert.Equal(fetches + 1, _source.Fetches);
    }
}
