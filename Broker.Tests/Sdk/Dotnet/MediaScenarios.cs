using OpenAI.Audio;
using OpenAI.Images;
using OpenAI.Moderations;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>What is not a conversation: moderation, an image, speech and what is heard in it.</summary>
internal static class MediaScenarios
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public static async Task ModerationAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ModerationResultCollection results = await setting.Client().GetModerationClient("omni-moderation-latest")
            .ClassifyTextAsync(["hello", "I will kill you"], cancellationToken);

        Assert.Equal([false, true], results.Select(result => result.Flagged));
        Assert.True(results[1].Violence.Flagged);
        Assert.True(results[1].Violence.Score > results[0].Violence.Score);
    }

    public static async Task ImageAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        GeneratedImage image = await setting.Client().GetImageClient("gpt-image-1").GenerateImageAsync("a cat", cancellationToken: cancellationToken);

        Assert.Equal(PngSignature, image.ImageBytes.ToArray()[..4]);
    }

    public static async Task SpeechAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var sound = await SpeakAsync(setting, cancellationToken);

        // The eleven bits that every frame of an MP3 file begins with.
        Assert.Equal([0xFF, 0xE0], [sound[0], (byte)(sound[1] & 0xE0)]);
    }

    public static async Task TranscriptionAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var sound = new MemoryStream(await SpeakAsync(setting, cancellationToken));

        AudioTranscription transcription = await setting.Client().GetAudioClient("whisper-1").TranscribeAudioAsync(sound, "hello.mp3", cancellationToken: cancellationToken);

        Assert.NotEmpty(transcription.Text);
    }

    private static async Task<byte[]> SpeakAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        BinaryData sound = await setting.Client().GetAudioClient("tts-1").GenerateSpeechAsync("hello", GeneratedSpeechVoice.Alloy, cancellationToken: cancellationToken);
        return sound.ToArray();
    }
}
