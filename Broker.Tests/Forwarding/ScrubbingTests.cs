using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: the key never reaches a host, wherever the upstream repeats it; event, span and metric say how often it did.</summary>
public class ScrubbingTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Key = RunningBroker.ProviderKey;
    private static readonly string Stars = new('*', Key.Length);
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string> Bodies => [Key, $"Incorrect API key provided: {Key}.", $"{Key}{Key} {Key}", Key[..^1], "x sk-provider"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Body_OfAKnownLength_IsScrubbedAndKeepsItsLength(string body)
    {
        shared.Answer = context =>
        {
            context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        };

        var answer = await SendAsync(_broker);

        Assert.Equal((Scrubbed(body), $"{body.Length}"), (answer.Body, answer.Header("Content-Length")));
        Assert.Equal(body.Length, _broker.Events()[0].GetProperty("bytes_out").GetInt64());
    }

    [Fact]
    public async Task Body_LongerThanABuffer_IsScrubbedAtEveryPlace()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{new string('s', i % 97)}{Key}"));
        shared.Answer = context =>
        {
            context.Response.ContentLength = text.Length;
            return context.Response.WriteAsync(text);
        };
        Assert.Equal(Scrubbed(text), (await SendAsync(_broker)).Body);
    }

    [Fact]
    public async Task Stream_CutAtEveryPlace_IsScrubbedAndTheEventSaysHowOften()
    {
        // Two keys that touch, one alone, and one that is not whole.
        var text = $"data: {Key}{Key}\n\ndata: {Key}\n\ndata: {Key[..^1]}\n\n";
        var cut = 0;
        shared.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(text[..cut]);
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(text[cut..]);
        };
        for (cut = 0; cut <= text.Length; cut++)
        {
            Assert.Equal(Scrubbed(text), await ReadAsync());
        }

        Assert.Equal(Enumerable.Repeat(3L, text.Length + 1), _broker.Events().Select(line => line.GetProperty("masked").GetInt64()));
    }

    [Fact]
    public async Task Headers_WithTheKey_AreScrubbedInValuesAndDroppedByName()
    {
        await using var upstream = RawUpstream.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Echo: Bearer {Key}, {Key}\r\nX-Echo: a{Key}b\r\nContent-Language: {Key}\r\n{Key}: x\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await SendAsync(broker);

        Assert.Equal(
            [$"Bearer {Stars}, {Stars}", $"a{Stars}b"],
            answer.Headers.Where(header => header.Key == "X-Echo").Select(header => header.Value));
        Assert.Equal(Stars, answer.Header("Content-Language"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.Contains("provider", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("short77", "short77")]
    [InlineData("short-88", "********")]
    public async Task Key_ShorterThan8_IsNotScrubbed(string key, string shown)
    {
        shared.Answer = context =>
        {
            context.Response.Headers["X-Echo"] = key;
            return context.Response.WriteAsync(key);
        };
        await using var broker = await RunningBroker.StartProxyAsync(
            shared.Upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = key });

        var answer = await SendAsync(broker);

        Assert.Equal(shown, answer.Header("X-Echo"));
        Assert.Contains(shown, answer.Body, StringComparison.Ordinal);
        Assert.Equal([$"Bearer {key}"], Assert.Single(shared.Upstream.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task Answer_WithTheKey_IsToldByEventSpanAndMetric(int times)
    {
        shared.Answer = context => context.Response.WriteAsync(string.Concat(Enumerable.Repeat($"{Key} ", times)));
        using var spans = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(shared.Upstream.Url, customize: spans.AddTo);
        using var masked = broker.Collect<long>("broker.answers.masked");

        await SendAsync(broker, $"traceparent: {spans.TraceParent}");

        var line = EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy");
        Assert.Equal(times, line.TryGetProperty("masked", out var said) ? said.GetInt64() : 0);
        var told = (await spans.WaitAsync(4, Cancel)).Select(span => span.GetTagItem("broker.answer.masked")).OfType<long>();
        Assert.Equal(times > 0 ? [(long)times] : [], told);
        Assert.Equal(times > 0 ? [1] : [], masked.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    private static string Scrubbed(string text) => text.Replace(Key, Stars, StringComparison.Ordinal);

    private static Task<RawAnswer> SendAsync(RunningBroker broker, params string[] headers) =>
        WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", [$"api-key: {RunningBroker.Token}", .. headers]);

    private async Task<string> ReadAsync()
    {
        using var answer = await _broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
