using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>Sources that notice by themselves that they have another key.</summary>
public sealed class CachingSecretResolverChangeTests : CachingSecretResolverTests
{
    [Fact]
    public async Task ResolveAsync_SourceHasChanged_FetchesAgainAndWipesTheOldKey()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-first");
        _source.IsChanged = true;

        var fresh = await FetchAsync(resolver, "sk-second");

        Assert.Equal("sk-second", fresh.Reveal());
        Assert.True(old.IsWiped());
        Assert.Equal(2, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_SourceHasChangedWhileARequestHoldsTheOldKey_LeavesItToThatRequest()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-first");
        var hold = old.TryHold()!;
        _source.IsChanged = true;

        await FetchAsync(resolver, "sk-second");

        Assert.Equal("sk-first", old.Reveal());
        hold.Dispose();
        Assert.True(old.IsWiped());
    }

    [Fact]
    public async Task ResolveAsync_ManyRequestsAfterAChange_ShareOneFetch()
    {
        await using var resolver = Create();
        await FetchAsync(resolver, "sk-first");
        _source.IsChanged = true;

        var waiting = Enumerable.Range(0, 8).Select(_ => ResolveAsync(resolver)).ToArray();
        _source.IsChanged = false;
        _source.Answer("sk-second");

        Assert.All(await Task.WhenAll(waiting), result => Assert.Equal("sk-second", Assert.IsType<SecretResult.Found>(result).Secret.Reveal()));
        Assert.Equal(2, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_SourceHasChangedAndFails_GivesTheFailureAndNotTheOldKey()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-first");
        _source.IsChanged = true;

        await FailAsync(resolver);
        _source.IsChanged = false;

        Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));
        Assert.True(old.IsWiped());
        Assert.Equal(2, _source.Fetches);
    }

    [Fact]
    public async Task ResolveAsync_SourceHasChangedAfterAFailure_DoesNotWait()
    {
        await using var resolver = Create();
        await FailAsync(resolver);
        Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));
        Assert.Equal(1, _source.Fetches);
        _source.IsChanged = true;

        Assert.Equal("sk-first", (await FetchAsync(resolver, "sk-first")).Reveal());
    }

    [Fact]
    public async Task Invalidate_OfAKeyThatAChangeHasReplaced_LeavesTheNewOne()
    {
        await using var resolver = Create();
        var old = await FetchAsync(resolver, "sk-first");
        _source.IsChanged = true;
        var fresh = await FetchAsync(resolver, "sk-second");
        _source.IsChanged = false;

        resolver.Invalidate(old);

        Assert.Same(fresh, Assert.IsType<SecretResult.Found>(await ResolveAsync(resolver)).Secret);
    }
}
