using MockProvider.Text;

namespace MockProvider.Speech;

/// <summary>The answer to a speech request, a piece for each word, from which both the file and the events are made.</summary>
internal sealed record SpeechAnswer(IReadOnlyList<byte[]> Pieces, SpeechUsage Usage)
{
    private const int FramesPerWord = 4;

    public static SpeechAnswer To(SpeechRequest request)
    {
        var words = Words.Count(request.Input);
        var frames = words * FramesPerWord;
        byte[] word = [.. Enumerable.Repeat(request.Format.Frame.ToArray(), FramesPerWord).SelectMany(frame => frame)];
        return new SpeechAnswer(
            [[.. request.Format.Header(frames), .. word], .. Enumerable.Repeat(word, words - 1)],
            new SpeechUsage(words, frames, words + frames));
    }

    public byte[] ToFile() => [.. Pieces.SelectMany(piece => piece)];

    /// <summary>The events in order, without the closing <c>[DONE]</c>.</summary>
    public IEnumerable<SpeechEvent> ToEvents() =>
        [.. Pieces.Select(piece => new SpeechEvent("speech.audio.delta", Convert.ToBase64String(piece), Usage: null)), new("speech.audio.done", Audio: null, Usage)];
}
