using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MockProvider.Journal;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class JournalTests
{
    [Fact]
    public async Task Request_WhatArrived_IsRecordedAsItCame()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using var mock = Start(clock);

        await RawAsync(
            mock,
            $"POST /v1/%65mbeddings?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-One: 1\r\nx-one: 2\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nContent-Length: 5\r\n\r\nhello");

        var request = Assert.Single(mock.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/%65mbeddings?a=b", request.Target);
        Assert.Equal("/v1/embeddings", request.Path);
        Assert.Equal(["1", "2"], request.HeaderValues("X-One"));
        Assert.Equal(["Bearer a", "Bearer b"], request.HeaderValues("authorization"));
        Assert.Equal("hello", request.BodyText);
        Assert.Equal(Encoding.UTF8.GetBytes("hello"), request.Body.ToArray());
        Assert.Equal(clock.GetUtcNow(), request.Time);
        Assert.True(request.IsComplete);
    }

    [Fact]
    public async Task Request_CallerHangsUpInsideTheBody_IsRecordedAsIncomplete()
    {
        await using var mock = Start();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", new Uri(mock.Url).Port, Cancel);
            await socket.GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes($"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"), Cancel);
        }

        var request = Assert.Single(await mock.WaitForRequestsAsync(1, Cancel));

        Assert.False(request.IsComplete);
        Assert.StartsWith(request.BodyText, "abc", StringComparison.Ordinal);
        Assert.Equal(AnswerOutcome.Aborted, await request.Outcome);
    }

    [Fact]
    public async Task Journal_Length_IsBounded()
    {
        await using var mock = Start();
        using var client = Client(mock);

        await client.GetStringAsync($"{ModelsPath}?first", Cancel);
        foreach (var batch in Enumerable.Range(0, MockProviderOptions.JournalLength).Chunk(50))
        {
            await Task.WhenAll(batch.Select(_ => client.GetStringAsync(ModelsPath, Cancel)));
        }

        Assert.Equal(MockProviderOptions.JournalLength, mock.Requests.Count);
        Assert.DoesNotContain(mock.Requests, request => request.Target == $"{ModelsPath}?first");
        Assert.True(mock.Server.LogEntries.Count <= MockProviderOptions.JournalLength);
    }

    [Fact]
    public async Task Journal_ProbesAndAdmin_AreLeftOut()
    {
        await using var mock = Start();
        using var client = Client(mock);

        Assert.Equal("Healthy", await client.GetStringAsync("/health", Cancel));
        Assert.Equal("Healthy", await client.GetStringAsync("/alive", Cancel));
        await client.GetStringAsync("/__admin/requests", Cancel);

        Assert.Empty(mock.Requests);
        Assert.Empty(mock.Server.LogEntries);
    }

    [Fact]
    public async Task WaitForRequests_Arriving_CompletesWithThem()
    {
        await using var mock = Start();
        var waiting = mock.WaitForRequestsAsync(2, Cancel);

        await PostTextAsync(mock, ChatPath, Hello);
        Assert.False(waiting.IsCompleted);
        await PostTextAsync(mock, ChatPath, Hello);

        Assert.Equal(2, (await waiting).Count);
    }

    [Fact]
    public async Task ClearRequests_Afterwards_NothingIsRemembered()
    {
        await using var mock = Start();
        await PostTextAsync(mock, ChatPath, Hello);

        mock.ClearRequests();

        Assert.Empty(mock.Requests);
        Assert.Empty(mock.Server.LogEntries);
    }

    [Fact]
    public async Task Mapping_ThatNeverAnswers_HoldsNeitherTheOutcomeNorTheEnd()
    {
        var mock = Start();
        mock.Server.Given(Request.Create().WithPath(ChatPath)).RespondWith(Response.Create().WithDelay(TimeSpan.FromHours(1)));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var client = Client(mock);
        var left = client.GetAsync(ChatPath, leaving.Token);
        var first = Assert.Single(await mock.WaitForRequestsAsync(1, Cancel));
        await leaving.CancelAsync();
        Assert.Equal(AnswerOutcome.Aborted, await first.Outcome.WaitAsync(Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var stayed = client.GetAsync(ChatPath, Cancel);
        var second = (await mock.WaitForRequestsAsync(2, Cancel))[1];

        await mock.DisposeAsync();

        Assert.Equal(AnswerOutcome.Aborted, await second.Outcome.WaitAsync(Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(() => stayed);
    }

    [Fact]
    public async Task Mapping_OfATest_TakesPrecedenceAndIsJournaled()
    {
        await using var mock = Start();
        mock.Server.Given(Request.Create().WithPath(ChatPath).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(302).WithHeader("Location", "http://elsewhere.example/"));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        using var content = Json(Hello);

        using var response = await client.PostAsync(mock.Url + ChatPath, content, Cancel);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal(Hello, Assert.Single(mock.Requests).BodyText);
        Assert.Single(mock.Server.LogEntries);
    }
}
