using Broker.Tests.Infrastructure;
using Broker.Service.Credentials;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

public sealed class CachingSecretResolverTests
{
    private readonly FakeResolver _source = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<SecretFetcher> _log = new();

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
    public async Task ResolveAsync_C47_AfterAFailure_AnswersFromItUntilTheWaitIsOver()
    {
        await using var resolver = Create();
        var expected = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            await FailAsync(resolver);
            expected++;
            for (var i = 0; i < 20; i++)
            {
                var failed = Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));
                Assert.Equal("command:op read: exit code 1", failed.Detail);
            }

            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));
            Assert.Equal(expected, _source.Fetches);
            _time.Advance(TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public async Task ResolveAsync_SuccessAfterFailures_ResetsTheWait()
    {
        await using var resolver = Create();
        await FailAsync(resolver);
        _time.Advance(TimeSpan.FromSeconds(1));
        await FailAsync(resolver);
        _time.Advance(TimeSpan.FromSeconds(2));
        resolver.Invalidate(await FetchAsync(resolver, "sk-key"));
        await FailAsync(resolver);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("sk-key", (await FetchAsync(resolver, "sk-key")).Reveal());
    }

    [Fact]
    public async Task Invalidate_C48_FiftyRejectionsOfOneKey_AreOneFetch()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-old");
        for (var i = 0; i < 25; i++)
        {
            resolver.Invalidate(old);
        }

        var fresh = await FetchAsync(resolver, "sk-new");
        for (var i = 0; i < 25; i++)
        {
            resolver.Invalidate(old);
        }

        Assert.Same(fresh, Assert.IsType<SecretResult.Found>(await ResolveAsync(resolver)).Secret);
        Assert.Equal(2, _source.Fetches);
    }

    [Fact]
    public async Task Invalidate_C48_SourceKeepsGivingTheRejectedKey_IsAskedAgainAfterDoublingWaitsOnly()
    {
        await using var resolver = Create();
        var key = await FetchAsync(resolver, "sk-same");
        resolver.Invalidate(key);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            key = await FetchAsync(resolver, "sk-same");
            var fetches = _source.Fetches;
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            for (var i = 0; i < 20; i++)
            {
                resolver.Invalidate(key);
                Assert.Same(key, Assert.IsType<SecretResult.Found>(await ResolveAsync(resolver)).Secret);
            }

            Assert.Equal(fetches, _source.Fetches);
            _time.Advance(TimeSpan.FromTicks(1));
            resolver.Invalidate(key);
        }
    }

    [Fact]
    public async Task Invalidate_C48_SourceGivesAnotherRejectedKeyEachTime_WaitsTheShortestEachTime()
    {
        await using var resolver = Create();
        resolver.Invalidate(await FetchAsync(resolver, "sk-0"));
        for (var i = 1; i < 5; i++)
        {
            var key = await FetchAsync(resolver, $"sk-{i}");
            resolver.Invalidate(key);
            Assert.Same(key, Assert.IsType<SecretResult.Found>(await ResolveAsync(resolver)).Secret);
            _time.Advance(BackOff.Shortest);
            resolver.Invalidate(key);
        }

        Assert.Equal(5, _source.Fetches);
    }

    [Fact]
    public async Task Invalidate_C48_KeyRotatedLongAfterTheLastRejection_IsFetchedAtOnce()
    {
        await using var resolver = Create();
        resolver.Invalidate(await FetchAsync(resolver, "sk-1"));
        var second = await FetchAsync(resolver, "sk-2");
        _time.Advance(TimeSpan.FromHours(1));

        resolver.Invalidate(second);

        Assert.Equal("sk-3", (await FetchAsync(resolver, "sk-3")).Reveal());
    }

    [Fact]
    public async Task DisposeAsync_FetchUnderWay_IsCancelledAndAnswered()
    {
        var resolver = Create();
        var waiting = ResolveAsync(resolver);
        await _source.Begun;

        await resolver.DisposeAsync();

        Assert.Equal("command:op read: the broker is stopping", Assert.IsType<SecretResult.Unavailable>(await waiting).Detail);
    }

    [Fact]
    public async Task Invalidate_KeyThatARequestHolds_IsWipedWhenTheRequestIsDone()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-old-key");
        var hold = old.TryHold()!;

        resolver.Invalidate(old);
        var fresh = await FetchAsync(resolver, "sk-new-key");
        Assert.Equal("sk-old-key", old.Reveal());
        hold.Dispose();

        Assert.True(old.IsWiped());
        Assert.Equal("sk-new-key", fresh.Reveal());
    }

    [Fact]
    public async Task DisposeAsync_KeptKey_IsWipedAndNoOtherIsFetched()
    {
        var resolver = Create();
        var key = await FetchAsync(resolver, "sk-key");

        await resolver.DisposeAsync();

        Assert.True(key.IsWiped());
        Assert.Equal("command:op read: the broker is stopping", Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver)).Detail);
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task Dispose_FetchThatEndsAfterwards_IsWipedToo()
    {
        var late = TestSecret.Create("sk-late-key");
        var source = new DeafResolver();
        var resolver = new CachingSecretResolver(source, _time, _log);
        var waiting = ResolveAsync(resolver);

        resolver.Dispose();
        source.Answer.SetResult(new SecretResult.Found(late));
        await waiting;

        Assert.True(late.IsWiped());
    }

    [Fact]
    public async Task ResolveAsync_SourceThrows_IsAFailureWithoutItsMessage()
    {
        await using var resolver = new CachingSecretResolver(new ThrowingResolver(), _time, _log);

        var failed = Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));

        Assert.Equal("broken: InvalidOperationException", failed.Detail);
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

    private sealed class DeafResolver : ISecretResolver
    {
        public TaskCompletionSource<SecretResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Label => "deaf";

        public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) => new(Answer.Task);
    }

    private static Task<SecretResult> ResolveAsync(CachingSecretResolver resolver) =>
        resolver.ResolveAsync(TestContext.Current.CancellationToken).AsTask();

    private CachingSecretResolver Create() => new(_source, _time, _log);

    private async Task<Secret> FetchAsync(CachingSecretResolver resolver, string key)
    {
        var waiting = ResolveAsync(resolver);
        _source.Answer(key);
        var found = Assert.IsType<SecretResult.Found>(await waiting);
        Assert.False(found.FromCache);
        return found.Secret;
    }

    private async Task FailAsync(CachingSecretResolver resolver)
    {
        var fetches = _source.Fetches;
        var waiting = ResolveAsync(resolver);
        _source.Fail();
        Assert.IsType<SecretResult.Unavailable>(await waiting);
        Assert.Equal(fetches + 1, _source.Fetches);
    }
}
