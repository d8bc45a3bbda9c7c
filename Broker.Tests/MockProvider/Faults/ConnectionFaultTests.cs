using Broker.Tests.Infrastructure;
using MockProvider.Journal;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>Resets: before the answer they are told, inside it they are passed on, never smoothed over.</summary>
public class ConnectionFaultTests
{
    [Fact]
    public async Task Reset_BeforeTheAnswer_Is502()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-drop");

        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Error));
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 502, mode: "proxy", "upstream_unreachable");
        Assert.Equal(AnswerOutcome.Aborted, await Assert.Single(both.Mock.Requests).Outcome.WaitAsync(Cancel));
    }

    [Theory]
    [InlineData(false, "\"id\": \"chatcmpl-")]
    [InlineData(true, "\"content\":\"Hello\"")]
    public async Task Reset_InsideTheAnswer_ReachesTheHostAsOne(bool isStreamed, string begun)
    {
        var clock = new SteppedClock();
        await using var both = await BrokerBeforeMock.StartAsync(clock);
        using var host = await both.OpenAsync("mock-drop-midway", isStreamed);
        await host.ReadUntilAsync(begun);

        clock.Advance(await clock.WaitedForAsync(Cancel));

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 200, mode: "proxy", "upstream_interrupted");
    }

    [Fact]
    public async Task Reset_AtTheMockItself_IsOneOfTheConnection()
    {
        await using var mock = Start();

        await Assert.ThrowsAnyAsync<IOException>(() => RawAsync(
            mock,
            $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Key}\r\nContent-Length: 21\r\n\r\n{{\"model\":\"mock-drop\"}}"));
    }
}
