using System.Text;
using Broker.Tests.Mock;
using Microsoft.Extensions.Time.Testing;
using MockProvider.Journal;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class StreamPaceTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(ChatPath, HelloStreamed, "data: [DONE]")]
    [InlineData(ResponsesPath, HelloResponseStreamed, "data: {\"type\":\"response.completed\"")]
    public async Task Stream_BetweenEvents_EachIsSentWhenItsTimeComes(string path, string body, string last)
    {
        var clock = new SteppedClock();
        await using var mock = StartSlow(clock);
        using var client = Client(mock);
        using var response = await BeginAsync(client, path, body);
        await using var events = Enumerate(await response.Content.ReadAsStreamAsync(Cancel)).GetAsyncEnumerator(Cancel);
        Assert.True(await events.MoveNextAsync());

        var seen = 1;
        while (!events.Current.StartsWith(last, StringComparison.Ordinal))
        {
            var next = events.MoveNextAsync().AsTask();
            Assert.Equal(Pause, await clock.WaitedForAsync(Cancel));
            Assert.False(next.IsCompleted);
            clock.Advance(Pause);
            Assert.True(await next);
            seen++;
        }

        Assert.True(seen > 10);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Stream_CallerHangsUp_OutcomeIsAborted()
    {
        await using var mock = StartSlow(new FakeTimeProvider());
        using (var client = Client(mock))
        {
            using var response = await BeginAsync(client, ChatPath, HelloStreamed);
        }

        var request = Assert.Single(mock.Requests);
        Assert.Equal(AnswerOutcome.Aborted, await request.Outcome.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Stream_ReadToItsEnd_OutcomeIsSent()
    {
        await using var mock = Start();

        await PostTextAsync(mock, ChatPath, HelloStreamed);

        Assert.Equal(AnswerOutcome.Sent, await Assert.Single(mock.Requests).Outcome.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Stream_ServerStops_RestComesAtOnce()
    {
        var mock = StartSlow(new FakeTimeProvider());
        using var client = Client(mock);
        using var response = await BeginAsync(client, ChatPath, HelloStreamed);

        var rest = response.Content.ReadAsStringAsync(Cancel);
        await mock.DisposeAsync();

        Assert.EndsWith("data: [DONE]\n\n", await rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_ManyAtOnce_AllBeginWhileNoneHasEnded()
    {
        const int Many = 200;
        await using var mock = StartSlow(new FakeTimeProvider());
        using var client = Client(mock);

        var responses = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => BeginAsync(client, ChatPath, HelloStreamed)));

        Assert.Equal(Many, mock.Requests.Count);
        Assert.All(mock.Requests, request => Assert.False(request.Outcome.IsCompleted));
        Array.ForEach(responses, response => response.Dispose());
    }

    private static MockProviderServer StartSlow(TimeProvider clock) =>
        MockProviderServer.Start(new MockProviderOptions { ChunkDelay = Pause, TimeProvider = clock });

    private static async Task<HttpResponseMessage> BeginAsync(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private static async IAsyncEnumerable<string> Enumerate(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }
}
