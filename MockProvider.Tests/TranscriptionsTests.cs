using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class TranscriptionsTests(SharedMock mock)
{
    private const string Expected = "Hello from the mock provider! You sent hello.wav, 12000 bytes.";

    [Theory]
    [InlineData("whisper-1", "json", "text usage", "type seconds")]
    [InlineData("gpt-4o-transcribe", "json", "text usage", "type total_tokens input_tokens input_token_details output_tokens")]
    [InlineData("whisper-1", "verbose_json", "task language duration text segments usage", "type seconds")]
    public async Task Transcription_Document_HasTheKeysOfTheRealOne(string model, string format, string keys, string usageKeys)
    {
        using var response = await Forms.PostAsync(mock.Server, ("model", model), ("response_format", format));
        var answer = Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(keys.Split(' '), Keys(answer));
        Assert.Equal(Expected, answer.GetProperty("text").GetString());
        Assert.Equal(usageKeys.Split(' '), Keys(answer.GetProperty("usage")));
    }

    [Theory]
    [InlineData("text", Expected + "\n")]
    [InlineData("srt", "1\n00:00:00,000 --> 00:00:03,000\n" + Expected + "\n\n\n")]
    [InlineData("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\n" + Expected + "\n\n")]
    public async Task Transcription_AsText_IsPlain(string format, string expected)
    {
        using var response = await Forms.PostAsync(mock.Server, ("model", "whisper-1"), ("response_format", format));

        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Stream_Events_AreWordsThenTheWholeWithItsUsage()
    {
        using var response = await Forms.PostAsync(mock.Server, ("model", "gpt-4o-transcribe"), ("stream", "true"));
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var events = Events(text).SkipLast(1).Select(Parse).ToList();

        Assert.EndsWith("\n\ndata: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.All(events.SkipLast(1), item => Assert.Equal("transcript.text.delta", item.GetProperty("type").GetString()));
        Assert.Equal(["type", "text", "usage"], Keys(events[^1]));
        Assert.Equal(Expected, string.Concat(events.SkipLast(1).Select(item => item.GetProperty("delta").GetString())));
    }

    [Theory]
    [InlineData("model=whisper-1", null, "file", "missing_required_parameter")]
    [InlineData("", "hello", "model", "missing_required_parameter")]
    [InlineData("model=gpt-4o-transcribe&response_format=srt", "hello", "response_format", "invalid_value")]
    public async Task Form_ThatLacksSomething_Is400(string fields, string? file, string param, string code)
    {
        (string, string)[] members = [
            .. fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => (field.Split('=')[0], field.Split('=')[1]))];
        using var response = await Forms.PostAsync(mock.Server, file is null ? null : new byte[100], members);

        await AssertBadAsync(response, param, code);
    }
}
