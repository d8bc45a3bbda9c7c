using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>A key that the upstream rejects is fetched anew, however often its rejection is told.</summary>
public sealed class CachingSecretResolverRejectionTests : CachingSecretResolverTests
{
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
}
