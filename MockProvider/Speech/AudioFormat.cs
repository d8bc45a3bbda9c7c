using System.Buffers.Binary;

namespace MockProvider.Speech;

/// <summary>A format of sound, and silence in it: 24,000 samples a second, one channel, in frames of 24 milliseconds.</summary>
/// <param name="ContentType">Its content type.</param>
/// <param name="Frame">24 milliseconds of silence.</param>
/// <param name="HasHeader">Whether a file begins with a WAV header.</param>
internal sealed record AudioFormat(string ContentType, ReadOnlyMemory<byte> Frame, bool HasHeader)
{
    private const int SamplesPerSecond = 24_000;
    private const int BytesPerSample = 2;
    private const int SamplesPerFrame = 576;

    private static readonly byte[] Samples = new byte[SamplesPerFrame * BytesPerSample];

    // MPEG-2 layer III at 32 kbit/s: a header, and nothing but zeros, which stand for silence.
    private static readonly byte[] MpegFrame = [0xFF, 0xF3, 0x44, 0xC4, .. new byte[92]];

    public static AudioFormat Of(string name) => name switch
    {
        "mp3" => new("audio/mpeg", MpegFrame, HasHeader: false),
        "wav" => new("audio/wav", Samples, HasHeader: true),
        "pcm" => new("audio/pcm", Samples, HasHeader: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such format."),
    };

    /// <summary>What comes before so many frames.</summary>
    public byte[] Header(int frames)
    {
        if (!HasHeader)
        {
            return [];
        }

        var length = frames * Frame.Length;
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        Number(4, 36 + length);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        Number(16, 16); // the length of what follows
        Number(20, 1 | 1 << 16); // samples as they are, one channel
        Number(24, SamplesPerSecond);
        Number(28, SamplesPerSecond * BytesPerSample);
        Number(32, BytesPerSample | 8 * BytesPerSample << 16);
        "data"u8.CopyTo(header.AsSpan(36));
        Number(40, length);
        return header;

        void Number(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
    }
}
