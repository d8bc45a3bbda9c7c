using System.Buffers.Binary;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class SpeechTests
{
    private const string Path = "/v1/audio/speech";

    [Fact]
    public async Task Speech_Mp3_IsFramesOfMpegSound()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, Path, """{"model":"tts-1","input":"hello there","voice":"alloy"}""");
        var sound = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal("audio/mpeg", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(2 * 4 * 96, sound.Length);
        for (var frame = 0; frame < sound.Length; frame += 96)
        {
            Assert.Equal([0xFF, 0xF3, 0x44, 0xC4], sound[frame..(frame + 4)]);
        }
    }

    [Fact]
    public async Task Speech_Wav_HasAHeaderThatTellsItsLength()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, Path, """{"model":"tts-1","input":"hello there","voice":"alloy","response_format":"wav"}""");
        var sound = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal("audio/wav", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("RIFF"u8, sound.AsSpan(0, 4));
        Assert.Equal("WAVEfmt "u8, sound.AsSpan(8, 8));
        Assert.Equal(sound.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(sound.AsSpan(4)));
        Assert.Equal(24_000, BinaryPrimitives.ReadInt32LittleEndian(sound.AsSpan(24)));
        Assert.Equal(48_000, BinaryPrimitives.ReadInt32LittleEndian(sound.AsSpan(28)));
        Assert.Equal(sound.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(sound.AsSpan(40)));
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("wav")]
    [InlineData("pcm")]
    public async Task Stream_Events_AreDataLinesThatTogetherAreTheFile(string format)
    {
        await using var mock = Start();
        var body = $$"""{"model":"gpt-4o-mini-tts","input":"hello there you","voice":"alloy","response_format":"{{format}}"}""";

        using var whole = await PostAsync(mock, Path, body);
        using var streamed = await PostAsync(mock, Path, body.Replace("}", ",\"stream_format\":\"sse\"}", StringComparison.Ordinal));
        var file = await whole.Content.ReadAsByteArrayAsync(Cancel);
        var text = await streamed.Content.ReadAsStringAsync(Cancel);

        Assert.EndsWith("\n\ndata: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("event:", text, StringComparison.Ordinal);
        var events = Events(text).SkipLast(1).Select(Parse).ToList();
        Assert.All(events.SkipLast(1), item => Assert.Equal(["type", "audio"], Keys(item)));
        Assert.All(events.SkipLast(1), item => Assert.Equal("speech.audio.delta", item.GetProperty("type").GetString()));
        Assert.Equal(["type", "usage"], Keys(events[^1]));
        Assert.Equal("speech.audio.done", events[^1].GetProperty("type").GetString());
        Assert.Equal(["input_tokens", "output_tokens", "total_tokens"], Keys(events[^1].GetProperty("usage")));
        Assert.Equal(3, events.Count - 1);
        Assert.Equal(file, events.SkipLast(1).SelectMany(item => item.GetProperty("audio").GetBytesFromBase64()));
    }

    [Fact]
    public async Task Speech_Headers_TellAllSixLimits()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, Path, """{"model":"tts-1","input":"hello","voice":{"id":"voice_1"}}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(6, response.Headers.Count(header => header.Key.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Speech_Journal_SaysWhatWasSentWithoutTheBytes()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, Path, """{"model":"tts-1","input":"hello","voice":"alloy"}""");
        using var client = Client(mock);
        var journal = await client.GetStringAsync("/__admin/requests", Cancel);

        Assert.Contains("(384 bytes of audio/mpeg)", journal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input":"a","voice":"alloy"}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","voice":"alloy"}""", "input", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"","voice":"alloy"}""", "input", "empty_string")]
    [InlineData("""{"model":"tts-1","input":"a"}""", "voice", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"a","voice":"nobody"}""", "voice", "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"a","voice":{}}""", "voice.id", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"a","voice":"alloy","response_format":"flac"}""", "response_format", "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"a","voice":"alloy","stream_format":"ws"}""", "stream_format", "invalid_value")]
    public async Task Speech_BadOption_Is400(string body, string param, string code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, Path, body, param, code);
    }

    [Fact]
    public async Task Speech_TooLong_Is400()
    {
        await using var mock = Start();

        await AssertBadAsync(mock, Path, $$"""{"model":"tts-1","input":"{{new string('a', 4097)}}","voice":"alloy"}""", "input", "string_above_max_length");
    }
}
