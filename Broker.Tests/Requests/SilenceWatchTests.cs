using Broker.Service.Configuration;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Requests;

/// <summary>What bounds an upstream's silence, request after request.</summary>
public sealed class SilenceWatchTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Watch_UsedAgain_CountsOnlyItsOwnSilence()
    {
        using var watch = new SilenceWatch(Longest, _clock);
        watch.Watch(CancellationToken.None);
        watch.Begin();
        Pass(20);
        watch.End();
        Assert.True(watch.TryReset());

        watch.Watch(CancellationToken.None);
        var waiting = watch.Begin();
        Pass(29);
        Assert.False(waiting.IsCancellationRequested);
        Pass(2);

        Assert.True(waiting.IsCancellationRequested);
        Assert.True(watch.IsTooLong);
    }

    [Fact]
    public void Watch_NothingToWaitForWhenItsTimeIsUp_CountsTheNextSilenceAllTheSame()
    {
        using var watch = new SilenceWatch(Longest, _clock);
        watch.Watch(CancellationToken.None);
        watch.Begin();
        watch.End();
        Pass(100);

        var waiting = watch.Begin();
        Pass(29);
        Assert.False(waiting.IsCancellationRequested);
        Pass(2);

        Assert.True(waiting.IsCancellationRequested);
    }

    [Fact]
    public void Watch_ThatEndedARequest_IsNotUsedAgain()
    {
        using var watch = new SilenceWatch(Longest, _clock);
        watch.Watch(CancellationToken.None);
        watch.Begin();
        Pass(31);
        watch.End();

        Assert.False(watch.TryReset());
    }

    [Fact]
    public async Task Watch_HostHungUp_EndsTheWaitAndIsNotUsedAgain()
    {
        using var watch = new SilenceWatch(Longest, _clock);
        using var host = new CancellationTokenSource();
        watch.Watch(host.Token);
        var waiting = watch.Begin();
        await host.CancelAsync();

        Assert.True(waiting.IsCancellationRequested);
        Assert.True(watch.IsHostGone);
        Assert.False(watch.IsTooLong);
        Assert.False(watch.TryReset());
    }

    [Fact]
    public void Watch_OfAnEarlierHost_IsNotEndedByIt()
    {
        using var watch = new SilenceWatch(Longest, _clock);
        using var earlier = new CancellationTokenSource();
        watch.Watch(earlier.Token);
        Assert.True(watch.TryReset());
        watch.Watch(CancellationToken.None);
        var waiting = watch.Begin();

        earlier.Cancel();

        Assert.False(waiting.IsCancellationRequested);
    }

    [Fact]
    public void Watches_TakenBack_AreLentAgainUnlessTheyEndedARequest()
    {
        var watches = new SilenceWatches(Options, _clock);
        var first = watches.Lend(CancellationToken.None);
        watches.TakeBack(first);

        var second = watches.Lend(CancellationToken.None);
        Assert.Same(first, second);
        second.Begin();
        Pass(31);
        watches.TakeBack(second);

        Assert.NotSame(second, watches.Lend(CancellationToken.None));
    }

    private static BrokerOptions Options => new()
    {
        UpstreamBaseUrl = "https://api.openai.example",
        AllowedPaths = [RunningBroker.Post("/v1/responses")],
        EventsPath = "events.jsonl",
        UpstreamTimeout = Longest,
    };

    private void Pass(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
