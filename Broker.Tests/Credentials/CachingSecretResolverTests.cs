using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>One fetch serves all who ask; a source that fails is left alone for a while; a change of the source and the resolver's end are the end of its key.</summary>
public sealed class CachingSecretResolverTests : IAsyncDisposable
{
    private readonly FakeResolver _source = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<SecretFetcher> _log = new();
    private readonly CachingSecretResolver _resolver;

    public CachingSecretResolverTests() => _resolver = new(_source, _time, _log);

    public ValueTask DisposeAsync() => _resolver.DisposeAsync();

    [Fact]
    public async Task ResolveAsync_C47_FiftyFirstRequests_AreOneFetchAndTheNextComesFromTheCache()
    {
        var requests = Enumerable.Range(0, 50).Select(_ => ResolveAsync()).ToArray();
        _source.Answer("sk-key");

        var found = (await Task.WhenAll(requests)).Cast<SecretResult.Found>().ToList();
        Assert.False(found[0].FromCache);
        Assert.Single(found.Select(result => result.Secret).Distinct());
        Assert.Equal(new SecretResult.Found(found[0].Secret) { FromCache = true }, await ResolveAsync());
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_OneOfTwoWaitingLeaves_TheOtherGetsTheKey()
    {
        using var leaving = new CancellationTokenSource();
        var left = _resolver.ResolveAsync(leaving.Token).AsTask();
        var stayed = ResolveAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _source.Answer("sk-key");

        Assert.IsType<SecretResult.Found>(await stayed);
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_C47_AfterAFailure_AnswersFromItUntilTheWaitIsOver()
    {
        var expected = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            await FailAsync();
            expected++;
            Assert.IsType<SecretResult.Unavailable>(await ResolveAsync());
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(new SecretResult.Unavailable("command:op read: exit code 1"), await ResolveAsync());
            Assert.Equal(expected, _source.Fetches);
            _time.Advance(TimeSpan.FromTicks(1));
        }

        // A success ends the doubling.
        _resolver.Invalidate(await FetchAsync("sk-key"));
        await FailAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await FetchAsync("sk-key");
    }

    [Fact]
    public async Task ResolveAsync_SourceThrows_IsAFailureWithoutItsMessage()
    {
        await using var resolver = new CachingSecretResolver(new FakeResolver(() => throw new InvalidOperationException("sk-CANARY")), _time, _log);
        var failed = Assert.IsType<SecretResult.Unavailable>(await resolver.ResolveAsync(TestContext.Current.CancellationToken));
        Assert.Equal("command:op read: InvalidOperationException", failed.Detail);
        Assert.DoesNotContain(_log.Lines(), line => line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_C49_FetchesFailuresAndRejections_NameTheSourceAndNeverTheKey()
    {
        await FailAsync();
        _time.Advance(BackOff.Shortest);
        _resolver.Invalidate(await FetchAsync("sk-CANARY-key"));

        Assert.Equal(3, _log.Lines().Count);
        Assert.All(_log.Lines(), line => Assert.Contains("command:op read", line, StringComparison.Ordinal));
        Assert.All(_log.Lines(), line => Assert.DoesNotContain("CANARY", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResolveAsync_SourceHasChanged_FetchesOnceForAllAndWipesTheOldKeyWhenNobodyHoldsIt()
    {
        var old = await FetchAsync("sk-first");
        var hold = old.TryHold()!;
        _source.IsChanged = true;
        var waiting = Enumerable.Range(0, 8).Select(_ => ResolveAsync()).ToArray();
        _source.IsChanged = false;
        _source.Answer("sk-second");

        Assert.All(
            await Task.WhenAll(waiting), result => Assert.Equal("sk-second", Assert.IsType<SecretResult.Found>(result).Secret.Reveal()));
        Assert.Equal("sk-first", old.Reveal());
        hold.Dispose();
        Assert.True(old.IsWiped());
        _resolver.Invalidate(old);
        Assert.True(Assert.IsType<SecretResult.Found>(await ResolveAsync()).FromCache);
        Assert.Equal(2, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_SourceHasChangedAndFails_GivesTheFailureAndNotTheOldKeyUntilTheNextChange()
    {
        var old = await FetchAsync("sk-first");
        _source.IsChanged = true;
        await FailAsync();
        _source.IsChanged = false;
        Assert.IsType<SecretResult.Unavailable>(await ResolveAsync());
        Assert.True(old.IsWiped());
        Assert.Equal(2, _source.Fetches);

        // A change is no reason to wait.
        _source.IsChanged = true;
        Assert.Equal("sk-second", (await FetchAsync("sk-second")).Reveal());
    }

    [Fact]
    public async Task DisposeAsync_FetchUnderWay_IsCancelledAndAnswered()
    {
        var waiting = ResolveAsync();
        await _source.Begun;
        await _resolver.DisposeAsync();
        Assert.Equal("command:op read: the broker is stopping", Assert.IsType<SecretResult.Unavailable>(await waiting).Detail);
    }

    [Fact]
    public async Task DisposeAsync_KeptKey_IsWipedAndNoOtherIsFetched()
    {
        var key = await FetchAsync("sk-key");
        await _resolver.DisposeAsync();
        Assert.True(key.IsWiped());
        Assert.IsType<SecretResult.Unavailable>(await ResolveAsync());
        Assert.Equal(1, _source.Fetches);
    }

    [Fact]
    public async Task Dispose_FetchThatEndsAfterwards_IsWipedToo()
    {
        var late = TestSecret.Create("sk-late-key");
        var answer = new TaskCompletionSource<SecretResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var resolver = new CachingSecretResolver(new FakeResolver(() => new(answer.Task)), _time, _log);
        var waiting = resolver.ResolveAsync(TestContext.Current.CancellationToken).AsTask();
        resolver.Dispose();
        answer.SetResult(new SecretResult.Found(late));
        await waiting;
        Assert.True(late.IsWiped());
    }

    private Task<SecretResult> ResolveAsync() => _resolver.ResolveAsync(TestContext.Current.CancellationToken).AsTask();

    private Task<Secret> FetchAsync(string key) => _resolver.FetchAsync(_source, key);

    private async Task FailAsync()
    {
        var fetches = _source.Fetches;
        var waiting = ResolveAsync();
        _source.Fail();
        Assert.IsType<SecretResult.Unavailable>(await waiting);
        Assert.Equal(fetches + 1, _source.Fetches);
    }
}
