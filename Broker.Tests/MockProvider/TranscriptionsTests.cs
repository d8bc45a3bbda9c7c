using MockProvider;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class TranscriptionsTests
{
    private const string Expected = "Hello from the mock provider! You sent hello.wav, 12000 bytes.";

    [Fact]
    public async Task Transcription_OfWhisper_CountsSeconds()
    {
        await using var mock = Start();

        var answer = Parse(await TextAsync(mock, ("model", "whisper-1")));

        Assert.Equal(["text", "usage"], Keys(answer));
        Assert.Equal(Expected, answer.GetProperty("text").GetString());
        Assert.Equal(["type", "seconds"], Keys(answer.GetProperty("usage")));
        Assert.Equal("duration", answer.GetProperty("usage").GetProperty("type").GetString());
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("seconds").GetInt32());
    }

    [Theory]
    [InlineData("text", Expected + "\n")]
    [InlineData("srt", "1\n00:00:00,000 --> 00:00:03,000\n" + Expected + "\n\n\n")]
    [InlineData("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\n" + Expected + "\n\n")]
    public async Task Transcription_AsText_IsPlain(string format, string expected)
    {
        await using var mock = Start();

        using var response = await MockForms.PostAsync(mock, ("model", "whisper-1"), ("response_format", format));

        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Transcription_Verbose_HasSegmentsAndOnRequestWords()
    {
        await using var mock = Start();

        var plain = Parse(await TextAsync(mock, ("model", "whisper-1"), ("response_format", "verbose_json")));
        var both = Parse(await TextAsync(
            mock,
            ("model", "whisper-1"),
            ("response_format", "verbose_json"),
            ("timestamp_granularities[]", "word"),
            ("timestamp_granularities[]", "segment")));

        Assert.Equal(["task", "language", "duration", "text", "segments", "usage"], Keys(plain));
        Assert.Equal(["task", "language", "duration", "text", "words", "segments", "usage"], Keys(both));
        Assert.Equal("english", plain.GetProperty("language").GetString());
        Assert.Equal(
            ["id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio", "no_speech_prob"],
            Keys(plain.GetProperty("segments")[0]));
        Assert.Equal(["word", "start", "end"], Keys(both.GetProperty("words")[0]));
        Assert.Equal(3, both.GetProperty("words").EnumerateArray().Last().GetProperty("end").GetDouble());
    }

    [Fact]
    public async Task Stream_Events_AreWordsThenTheWholeWithItsUsage()
    {
        await using var mock = Start();

        using var response = await MockForms.PostAsync(mock, ("model", "gpt-4o-transcribe"), ("stream", "true"));
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var events = Events(text).SkipLast(1).Select(Parse).ToList();

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.EndsWith("\n\ndata: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("event:", text, StringComparison.Ordinal);
        Assert.All(events.SkipLast(1), item => Assert.Equal(["type", "delta"], Keys(item)));
        Assert.All(events.SkipLast(1), item => Assert.Equal("transcript.text.delta", item.GetProperty("type").GetString()));
        Assert.Equal(["type", "text", "usage"], Keys(events[^1]));
        Assert.Equal("transcript.text.done", events[^1].GetProperty("type").GetString());
        Assert.Equal(["type", "total_tokens", "input_tokens", "input_token_details", "output_tokens"], Keys(events[^1].GetProperty("usage")));
        Assert.Equal(["text_tokens", "audio_tokens"], Keys(events[^1].GetProperty("usage").GetProperty("input_token_details")));
        Assert.Equal(Expected, string.Concat(events.SkipLast(1).Select(item => item.GetProperty("delta").GetString())));
        Assert.Equal(Expected, events[^1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stream_OfWhisper_IsNotHeeded()
    {
        await using var mock = Start();

        using var response = await MockForms.PostAsync(mock, ("model", "whisper-1"), ("stream", "true"));

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Transcription_Headers_TellTheLimitsOfRequestsOnly()
    {
        await using var mock = Start();

        using var response = await MockForms.PostAsync(mock, ("model", "whisper-1"));

        Assert.Equal(
            ["x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"],
            response.Headers.Select(header => header.Key).Where(name => name.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase)).Order());
    }

    private static async Task<string> TextAsync(MockProviderServer mock, params (string Name, string Value)[] fields)
    {
        using var response = await MockForms.PostAsync(mock, fields);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
