using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>What the mock's own accounts look like when a broker stands before it.</summary>
public class MockBehindBrokerTests
{
    [Fact]
    public async Task Limit_BehindTheBroker_IsToldToTheHost()
    {
        await using var both = await BrokerBeforeMock.StartAsync(new FakeTimeProvider(), requestsPerMinute: 1);
        Assert.Equal("0", (await both.AskAsync("gpt-4o-mini")).Header("x-ratelimit-remaining-requests"));

        var refused = await both.AskAsync("gpt-4o-mini");

        Assert.Equal((429, "60", "60000"), (refused.Status, refused.Header("retry-after"), refused.Header("retry-after-ms")));
        Assert.Equal(429, both.Broker.Events()[1].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Verdict_OnARequestThroughTheBroker_IsClean()
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        await both.AskAsync("gpt-4o-mini");
        using var client = Client(both.Mock, key: null);

        var verdict = Parse(await client.GetStringAsync("/__mock/verdict", Cancel)).GetProperty("last")[0];

        Assert.True(verdict.GetProperty("clean").GetBoolean());
        var credential = Assert.Single(verdict.GetProperty("credentials").EnumerateArray());
        Assert.Equal(("authorization", "provider key"), (credential.GetProperty("header").GetString(), credential.GetProperty("holds").GetString()));
    }
}
