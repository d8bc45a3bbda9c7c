using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>One fetch serves all who ask, and the log names the source of the key alone.</summary>
public sealed class CachingSecretResolverFetchTests : CachingSecretResolverTests
{
    [Fact]
    public async Task ResolveAsync_C47_FiftyFirstRequests_AreOneFetch()
    {
        await using var resolver = Create();
        var requests = Enumerable.Range(0, 50).Select(_ => ResolveAsync(resolver)).ToArray();
        _source.Answer("sk-key");

        var results = await Task.WhenAll(requests);

        Assert.Equal(1, _source.Fetches);
        var first = Assert.IsType<SecretResult.Found>(results[0]);
        Assert.False(first.FromCache);
        Assert.All(results, result => Assert.Same(first.Secret, Assert.IsType<SecretResult.Found>(result).Secret));
    }

    [Fact]
    public async Task ResolveAsync_AfterAFetch_ComesFromTheCache()
    {
        await using var resolver = Create();
        var first = await FetchAsync(resolver, "sk-key");

        var second = Assert.IsType<SecretResult.Found>(await ResolveAsync(resolver));

        Assert.True(second.FromCache);
        Assert.Same(first, second.Secret);
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_OneOfTwoWaitingLeaves_TheOtherGetsTheKey()
    {
        await using var resolver = Create();
        using var leaving = new CancellationTokenSource();
        var left = resolver.ResolveAsync(leaving.Token).AsTask();
        var stayed = ResolveAsync(resolver);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _source.Answer("sk-key");

        Assert.IsType<SecretResult.Found>(await stayed);
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task Log_C49_FetchesFailuresAndRejections_NameTheSourceAndNeverTheKey()
    {
        await using var resolver = Create();
        await FailAsync(resolver);
        _time.Advance(BackOff.Shortest);
        resolver.Invalidate(await FetchAsync(resolver, "sk-CANARY-key"));

        Assert.Equal(
            [
                "Secret unavailable: command:op read: exit code 1.",
                "Secret fetched from command:op read in 0 ms.",
                "The upstream rejected the secret from command:op read; it is fetched again when next needed.",
            ],
            _log.Lines);
    }
}
