using System.Globalization;
using MockProvider.Text;

namespace MockProvider.Transcriptions;

/// <summary>The answer to a transcription request, from which documents, texts and events are made, so that they cannot disagree.</summary>
internal sealed record TranscriptionAnswer(TranscriptionRequest Request)
{
    private const int TokensPerSecond = 10;

    /// <summary>The mock does not listen: it says what it was sent.</summary>
    public string Text { get; } = string.Create(
        CultureInfo.InvariantCulture, $"Hello from the mock provider! You sent {Request.FileName}, {Request.FileLength} bytes.");

    private TranscriptionUsage Usage
    {
        get
        {
            var audio = Request.Seconds * TokensPerSecond;
            var words = Words.Count(Text);
            return Request.IsWhisper
                ? new DurationUsage("duration", Request.Seconds)
                : new TokensUsage("tokens", audio + words, audio, new AudioTokensDetails(TextTokens: 0, audio), words);
        }
    }

    public Transcription ToTranscription() => new(Text, Usage);

    public VerboseTranscription ToVerboseTranscription() => new(
        "transcribe",
        Language(Request.Language),
        Request.Seconds,
        Text,
        Request.WithWords ? TimedWord.Spread(Text, Request.Seconds) : null,
        Request.WithSegments ? [new TimedSegment(0, 0, 0, Request.Seconds, Text, TokenIds.Of(Text), 0, -0.25, 1, 0.01)] : null,
        Usage);

    public string ToText() => Request.Format switch
    {
        "srt" => $"1\n{Clock(0, ',')} --> {Clock(Request.Seconds, ',')}\n{Text}\n\n\n",
        "vtt" => $"WEBVTT\n\n{Clock(0, '.')} --> {Clock(Request.Seconds, '.')}\n{Text}\n\n",
        _ => $"{Text}\n",
    };

    /// <summary>The events in order, without the closing <c>[DONE]</c>.</summary>
    public IEnumerable<TranscriptionEvent> ToEvents() =>
    [
        .. Words.Cut(Text).Select(word => new TranscriptionEvent("transcript.text.delta", word, Text: null, Usage: null)),
        new("transcript.text.done", Delta: null, Text, Usage),
    ];

    private static string Clock(int seconds, char comma) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{comma}000");

    // The real service names the language in English; beyond these the mock repeats the code.
    private static string Language(string code) => code switch
    {
        "de" => "german",
        "en" => "english",
        "es" => "spanish",
        "fr" => "french",
        "it" => "italian",
        "ja" => "japanese",
        "pt" => "portuguese",
        "zh" => "chinese",
        _ => code,
    };
}
