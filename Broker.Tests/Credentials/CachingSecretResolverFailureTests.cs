using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>A source that fails is left alone for a while, and for longer each time.</summary>
public sealed class CachingSecretResolverFailureTests : CachingSecretResolverTests
{
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
    public async Task ResolveAsync_SourceThrows_IsAFailureWithoutItsMessage()
    {
        await using var resolver = new CachingSecretResolver(new ThrowingResolver(), _time, _log);

        var failed = Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(resolver));

        Assert.Equal("broken: InvalidOperationException", failed.Detail);
    }
}
