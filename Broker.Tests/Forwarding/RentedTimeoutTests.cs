using Broker.Service.Forwarding;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Forwarding;

/// <summary>What limits an upstream's silence, wait after wait and request after request.</summary>
public sealed class RentedTimeoutTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly UpstreamTimeout _timeout;

    public RentedTimeoutTests()
    {
        _timeout = new UpstreamTimeout(_clock);
        _timeout.Attach(CancellationToken.None);
    }

    public void Dispose() => _timeout.Dispose();

    [Theory]
    [InlineData(20, 0)]
    [InlineData(0, 100)]
    public void Timeout_OfASecondWait_CountsOnlyItsOwnSilence(int firstWait, int between)
    {
        _timeout.Begin(Limit);
        Pass(firstWait);
        _timeout.End();
        Pass(between);

        var waiting = _timeout.Begin(Limit);
        Pass(29);
        Assert.False(waiting.IsCancellationRequested);
        Pass(2);
        Assert.True(waiting.IsCancellationRequested);
        Assert.True(_timeout.IsTooLong);
    }

    [Fact]
    public void Timeout_ThatEndedARequest_IsNotUsedAgain()
    {
        _timeout.Begin(Limit);
        Pass(31);
        _timeout.End();
        Assert.False(_timeout.TryReset());
    }

    [Fact]
    public async Task Timeout_HostHungUp_EndsTheWaitAndIsNotUsedAgain()
    {
        using var timeout = new UpstreamTimeout(_clock);
        using var host = new CancellationTokenSource();
        timeout.Attach(host.Token);
        var waiting = timeout.Begin(Limit);
        await host.CancelAsync();

        Assert.True(waiting.IsCancellationRequested);
        Assert.Equal((true, false), (timeout.IsHostGone, timeout.IsTooLong));
        Assert.False(timeout.TryReset());
    }

    [Fact]
    public void Timeout_OfAnEarlierHost_IsNotEndedByIt()
    {
        using var timeout = new UpstreamTimeout(TimeProvider.System);
        using var earlier = new CancellationTokenSource();
        timeout.Attach(earlier.Token);
        timeout.Begin(Limit);
        Assert.True(timeout.TryReset());
        timeout.Attach(CancellationToken.None);
        var waiting = timeout.Begin(Limit);

        earlier.Cancel();

        Assert.False(waiting.IsCancellationRequested);
    }

    [Fact]
    public void Timeouts_Returned_AreRentedAgainUnlessTheyEndedARequest()
    {
        var timeouts = new UpstreamTimeouts(TimeProvider.System);
        var first = timeouts.Rent(CancellationToken.None);
        first.Begin(Limit);
        timeouts.Return(first);
        using var host = new CancellationTokenSource();
        var second = timeouts.Rent(host.Token);
        Assert.Same(first, second);

        host.Cancel();
        timeouts.Return(second);
        Assert.NotSame(second, timeouts.Rent(CancellationToken.None));
    }

    private void Pass(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
