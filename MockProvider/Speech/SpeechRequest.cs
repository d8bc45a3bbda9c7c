using System.Text.Json;
using MockProvider.Models;
using MockProvider.Reading;

namespace MockProvider.Speech;

/// <summary>What the mock makes of a speech request.</summary>
internal sealed record SpeechRequest(string Model, string Input, AudioFormat Format, bool IsStreamed)
{
    private const int LongestInput = 4096;
    private const string VoiceName = "voice";

    private static readonly string[] Voices =
        ["alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar"];

    public static SpeechRequest Read(RequestFields fields)
    {
        var model = ModelName.Read(fields);
        var input = fields.RequiredText("input", LongestInput);
        CheckVoice(fields);
        var format = fields.Choice("response_format", "mp3", "mp3", "wav", "pcm");
        return new SpeechRequest(ModelCatalog.Resolve(model), input, AudioFormat.Of(format), fields.Choice("stream_format", "audio", "audio", "sse") == "sse");
    }

    // A voice of one's own is an object with an id.
    private static void CheckVoice(RequestFields fields)
    {
        if (fields.Get(VoiceName) is { ValueKind: JsonValueKind.Object })
        {
            fields.Object(VoiceName)!.RequiredString("id");
        }
        else
        {
            fields.RequiredChoice(VoiceName, Voices);
        }
    }
}
