using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>The end of the resolver is the end of its keys.</summary>
public sealed class CachingSecretResolverEndingTests : CachingSecretResolverTests
{
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
}
