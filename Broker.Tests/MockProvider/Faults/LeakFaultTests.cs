using Broker.Tests.Infrastructure;

namespace Broker.Tests.Mock;

/// <summary>What an upstream might do with the key, and to the host, ends at the broker.</summary>
public class LeakFaultTests
{
    private static readonly string Hidden = new('*', RunningBroker.ProviderKey.Length);

    [Fact]
    public async Task Redirect_ToAnotherHost_IsRefused()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-redirect");

        Assert.Equal((502, "upstream_redirect_refused"), (answer.Status, answer.Error));
        Assert.Null(answer.Header("Location"));
        Assert.Single(both.Mock.Requests);
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 502, mode: "proxy", "upstream_redirect_refused");
    }

    [Fact]
    public async Task Echo_InTheBody_BecomesStars()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-echo-body");

        Assert.Equal(Hidden, answer.Json().GetProperty("received").GetString());
        AssertMaskedOnce(both);
    }

    [Fact]
    public async Task Echo_InAHeader_BecomesStars()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-echo-header");

        Assert.Equal(Hidden, answer.Header("x-debug-received"));
        AssertMaskedOnce(both);
    }

    [Fact]
    public async Task Echo_CutInTwo_BecomesStars()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        using var answer = await both.Broker.Client.SendAsync(RunningBroker.Request(BrokerBeforeMock.Path, BrokerBeforeMock.Chat("mock-echo-split", isStreamed: true)), MockCalls.Cancel);

        Assert.Equal($"data: {{\"received\":\"{Hidden}\"}}\n\ndata: [DONE]\n\n", await answer.Content.ReadAsStringAsync(MockCalls.Cancel));
        AssertMaskedOnce(both);
    }

    [Theory]
    [InlineData("mock-cookie", "Set-Cookie")]
    [InlineData("mock-cors", "Access-Control-Allow-Origin")]
    [InlineData("mock-nominated", "x-mock-hop")]
    public async Task Header_ThatIsNotForTheHost_IsDropped(string model, string header)
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(both.Mock.Url), DefaultRequestHeaders = { Authorization = new("Bearer", RunningBroker.ProviderKey) } };
        using var direct = await client.PostAsync(BrokerBeforeMock.Path, MockCalls.Json(BrokerBeforeMock.Chat(model)), MockCalls.Cancel);

        var answer = await both.AskAsync(model);

        Assert.True(direct.Headers.Contains(header));
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Header(header));
        Assert.NotNull(answer.Header("x-request-id"));
    }

    [Fact]
    public async Task Nominated_AtTheMockItself_IsNamedByConnection()
    {
        await using var mock = MockCalls.Start();

        using var answer = await MockCalls.PostAsync(mock, MockCalls.ChatPath, BrokerBeforeMock.Chat("mock-nominated"));

        Assert.Equal(["x-mock-hop"], answer.Headers.Connection);
    }

    private static void AssertMaskedOnce(BrokerBeforeMock both) =>
        Assert.Equal(1, EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: true, 200, mode: "proxy").GetProperty("masked").GetInt64());
}
