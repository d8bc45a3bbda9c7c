using OpenAI.Audio;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>What is not a conversation: what is heard in a file.</summary>
internal static class MediaScenarios
{
    public static async Task TranscriptionAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var sound = new MemoryStream(new byte[4000]);

        AudioTranscription transcription = await setting.Client().GetAudioClient("whisper-1").TranscribeAudioAsync(sound, "hello.mp3", cancellationToken: cancellationToken);

        Assert.NotEmpty(transcription.Text);
    }
}
