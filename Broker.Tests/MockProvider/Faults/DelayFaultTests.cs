using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;
using MockProvider.Journal;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>Slow upstreams are waited for, silent ones are not; no test here waits for either.</summary>
public class DelayFaultTests
{
    [Theory]
    [InlineData("mock-latency", false, 2, 1)]
    [InlineData("mock-slow-start", false, 10, 1)]
    [InlineData("mock-slow-start", true, 10, 1)]
    [InlineData("mock-slow", false, 1, 4)]
    public async Task Answer_ThatTakesItsTime_ArrivesWhole(string model, bool isStreamed, int seconds, int waits)
    {
        var clock = new SteppedClock();
        await using var both = await BrokerBeforeMock.StartAsync(clock);

        var answering = both.AskAsync(model, isStreamed);
        for (var wait = 0; wait < waits; wait++)
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await clock.WaitedForAsync(Cancel));
            Assert.False(answering.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        var answer = await answering;
        Assert.Equal(200, answer.Status);
        Assert.Contains(isStreamed ? "data: [DONE]" : "\"finish_reason\": \"stop\"", answer.Body, StringComparison.Ordinal);
        Assert.True(Assert.Single(both.Broker.Events()).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Stream_ThatIsSlow_WaitsBetweenTwoEvents()
    {
        var clock = new SteppedClock();
        await using var both = await BrokerBeforeMock.StartAsync(clock);
        using var host = await both.OpenAsync("mock-slow", isStreamed: true);

        await host.ReadUntilAsync("\"role\":\"assistant\"");
        var before = await host.ReadUntilAsync("\n\n");
        Assert.Equal(TimeSpan.FromSeconds(1), await clock.WaitedForAsync(Cancel));
        clock.Advance(TimeSpan.FromSeconds(1));
        await host.ReadUntilAsync("\"content\":\"Hello\"");

        Assert.DoesNotContain("\"content\":\"Hello\"", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_BeforeTheAnswer_Is504()
    {
        var clock = new FakeTimeProvider();
        await using var both = await BrokerBeforeMock.StartAsync(brokerClock: clock);

        var answering = both.AskAsync("mock-silence");
        var request = Assert.Single(await both.Mock.WaitForRequestsAsync(1, Cancel));
        clock.Advance(TimeSpan.FromSeconds(31));
        var answer = await answering;

        Assert.Equal((504, "upstream_timeout"), (answer.Status, answer.Error));
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 504, mode: "proxy", "upstream_timeout");
        Assert.Equal(AnswerOutcome.Aborted, await request.Outcome.WaitAsync(Cancel));
    }

    [Theory]
    [InlineData(false, "\"id\": \"chatcmpl-")]
    [InlineData(true, "\"content\":\"Hello\"")]
    public async Task Silence_InsideTheAnswer_BreaksItOff(bool isStreamed, string begun)
    {
        var clock = new FakeTimeProvider();
        await using var both = await BrokerBeforeMock.StartAsync(brokerClock: clock);
        using var host = await both.OpenAsync("mock-silence-midway", isStreamed);
        await host.ReadUntilAsync(begun);

        var ending = Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
        while (!ending.IsCompleted)
        {
            // The wait begins when the broker asks for the next chunk, which may be after the host has this one.
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await ending;
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 200, mode: "proxy", "upstream_timeout");
    }

    [Fact]
    public async Task Silence_WhenTheMockStops_Ends()
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        var answering = both.AskAsync("mock-silence");
        await both.Mock.WaitForRequestsAsync(1, Cancel);

        await both.Mock.DisposeAsync();

        Assert.Equal(502, (await answering).Status);
    }
}
