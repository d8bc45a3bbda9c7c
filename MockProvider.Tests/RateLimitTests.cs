using Microsoft.Extensions.Time.Testing;
using MockProvider.Answers;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class RateLimitTests
{
    private const int TokensOfHello = 16;

    [Fact]
    public async Task Requests_MoreThanTheLimit_Get429UntilTheBucketFills()
    {
        var clock = new FakeTimeProvider();
        await using var mock = Start(clock, requests: 3, tokens: 1_000_000);
        using var first = await PostAsync(mock, ChatPath, Hello);
        using var second = await PostAsync(mock, ChatPath, Hello);
        using var third = await PostAsync(mock, ChatPath, Hello);

        using var refused = await PostAsync(mock, ChatPath, Hello);
        clock.Advance(TimeSpan.FromSeconds(20));
        using var later = await PostAsync(mock, ChatPath, Hello);

        Assert.Equal(["2", "1", "0", "0", "0"], new[
            ] { first, second, third, refused, later }.Select(answer => Header(answer, "x-ratelimit-remaining-requests")));
        Assert.Equal(["20s", "40s", "1m0s", "1m0s", "1m0s"], new[
            ] { first, second, third, refused, later }.Select(answer => Header(answer, "x-ratelimit-reset-requests")));
        Assert.Equal((429, 200), ((int)refused.StatusCode, (int)later.StatusCode));
        Assert.Equal(("20", "20000"), (Header(refused, "retry-after"), Header(refused, "retry-after-ms")));
        var error = Parse(await refused.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
        Assert.Equal("requests", error.GetProperty("type").GetString());
        Assert.Equal("rate_limit_exceeded", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Tokens_MoreThanAreLeft_Get429OfTheirOwnType()
    {
        var clock = new FakeTimeProvider();
        await using var mock = Start(clock, requests: 100, tokens: 30);
        using var first = await PostAsync(mock, ChatPath, Hello);
        Assert.Equal(TokensOfHello, Parse(
            await first.Content.ReadAsStringAsync(Cancel)).GetProperty("usage").GetProperty("total_tokens").GetInt32());

        using var refused = await PostAsync(mock, ChatPath, Hello);
        clock.Advance(TimeSpan.FromSeconds(4));
        using var later = await PostAsync(mock, ChatPath, Hello);

        Assert.Equal("14", Header(first, "x-ratelimit-remaining-tokens"));
        Assert.Equal("32s", Header(first, "x-ratelimit-reset-tokens"));
        Assert.Equal((429, 200), ((int)refused.StatusCode, (int)later.StatusCode));
        Assert.Equal("4000", Header(refused, "retry-after-ms"));
        var error = Parse(await refused.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
        Assert.Equal("tokens", error.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Request_LargerThanTheBucket_IsToldSo()
    {
        await using var mock = Start(new FakeTimeProvider(), requests: 100, tokens: 10);

        using var refused = await PostAsync(mock, ChatPath, Hello);

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("100", Header(refused, "x-ratelimit-remaining-requests"));
    }

    [Fact]
    public async Task Models_CostNothing_WhateverIsLeft()
    {
        await using var mock = Start(new FakeTimeProvider(), requests: 1, tokens: 1_000);
        using var client = Client(mock);
        using var only = await PostAsync(mock, ChatPath, Hello);

        using var models = await client.GetAsync(ModelsPath, Cancel);

        Assert.Equal((200, 200), ((int)only.StatusCode, (int)models.StatusCode));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.2, "1ms")]
    [InlineData(6, "6ms")]
    [InlineData(1574, "1.574s")]
    [InlineData(59_999.1, "1m0s")]
    [InlineData(90_000, "1m30s")]
    public void Wait_AsText_IsTheServicesOwn(double milliseconds, string text) =>
        Assert.Equal(text, LimitReading.Say(TimeSpan.FromMilliseconds(milliseconds)));

    private static MockProviderServer Start(TimeProvider clock, int requests, int tokens) =>
        MockProviderServer.Start(new MockProviderOptions
    {
        ChunkDelay = TimeSpan.Zero,
        TimeProvider = clock,
        RequestsPerMinute = requests,
        TokensPerMinute = tokens,
    });

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
