using Broker.Service.Credentials;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>A key that the upstream rejects is fetched anew, however often its rejection is told.</summary>
public sealed class CachingSecretResolverRejectionTests : IAsyncDisposable
{
    private readonly FakeResolver _source = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CachingSecretResolver _resolver;

    public CachingSecretResolverRejectionTests() => _resolver = new(_source, _time, new FakeLogger<SecretFetcher>());

    public ValueTask DisposeAsync() => _resolver.DisposeAsync();

    [Fact]
    public async Task Invalidate_C48_ManyRejectionsOfOneKey_AreOneFetchAndTheKeyIsWipedWhenNobodyHoldsIt()
    {
        var old = await FetchAsync("sk-old-key");
        var hold = old.TryHold()!;
        _resolver.Invalidate(old);
        _resolver.Invalidate(old);
        var fresh = await FetchAsync("sk-new-key");
        _resolver.Invalidate(old);

        await AssertKeptAsync(fresh, fetches: 2);
        Assert.Equal("sk-old-key", old.Reveal());
        hold.Dispose();
        Assert.True(old.IsWiped());
    }

    [Fact]
    public async Task Invalidate_C48_SourceKeepsGivingTheRejectedKey_IsAskedAgainAfterDoublingWaitsOnly()
    {
        var key = await FetchAsync("sk-same");
        _resolver.Invalidate(key);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            key = await FetchAsync("sk-same");
            var fetches = _source.Fetches;
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            _resolver.Invalidate(key);
            await AssertKeptAsync(key, fetches);
            _time.Advance(TimeSpan.FromTicks(1));
            _resolver.Invalidate(key);
        }
    }

    [Fact]
    public async Task Invalidate_C48_SourceGivesAnotherRejectedKeyEachTime_WaitsTheShortestEachTime()
    {
        _resolver.Invalidate(await FetchAsync("sk-0"));
        for (var i = 1; i < 5; i++)
        {
            var key = await FetchAsync($"sk-{i}");
            _resolver.Invalidate(key);
            await AssertKeptAsync(key, fetches: i + 1);
            _time.Advance(BackOff.Shortest);
            _resolver.Invalidate(key);
        }
    }

    [Fact]
    public async Task Invalidate_C48_KeyRotatedLongAfterTheLastRejection_IsFetchedAtOnce()
    {
        _resolver.Invalidate(await FetchAsync("sk-1"));
        var second = await FetchAsync("sk-2");
        _time.Advance(TimeSpan.FromHours(1));
        _resolver.Invalidate(second);
        Assert.Equal("sk-3", (await FetchAsync("sk-3")).Reveal());
    }

    private Task<Secret> FetchAsync(string key) => _resolver.FetchAsync(_source, key);

    private async Task AssertKeptAsync(Secret key, int fetches)
    {
        Assert.Same(key, Assert.IsType<SecretResult.Found>(await _resolver.ResolveAsync(TestContext.Current.CancellationToken)).Secret);
        Assert.Equal(fetches, _source.Fetches);
    }
}
