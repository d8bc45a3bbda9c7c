using System.Text;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberTests
{
    private const string Key = "sk-CANARY-0123456789";

    [Fact]
    public void Scrub_C42_KeyInOneChunk_IsMaskedInPlaceWithoutACopy()
    {
        var chunk = Encoding.ASCII.GetBytes($"Incorrect API key provided: {Key}.");

        var output = TestSecret.CreateScrubber(Key).Scrub(chunk);

        Assert.Equal($"Incorrect API key provided: {new string('*', Key.Length)}.", Encoding.ASCII.GetString(output.Span));
        Assert.True(output.Span.Overlaps(chunk));
    }

    [Fact]
    public void Scrub_C42_KeyOverTwoChunks_IsMaskedWhereverTheBorderIs()
    {
        var text = $"data: {Key}\n\ndata: {Key}{Key}\n\n";
        for (var border = 0; border <= text.Length; border++)
        {
            var output = Run(TestSecret.CreateScrubber(Key), [text[..border], text[border..]]);

            Assert.Equal(text.Replace(Key, new string('*', Key.Length), StringComparison.Ordinal), output);
        }
    }

    [Theory]
    [InlineData("aaaaaaaa", "aaaaaaaaaaaa", "************")]
    [InlineData("aaaaaaaa", "baaaaaaaab", "b********b")]
    [InlineData("abababab", "abababababa", "**********a")]
    [InlineData("abcabcabc", "xabcabcabcabcx", "x************x")]
    [InlineData("********", "********", "********")]
    public void Scrub_OverlappingOccurrences_AreAllMasked(string key, string text, string expected)
    {
        Assert.Equal(expected, Run(TestSecret.CreateScrubber(key), [text]));
        Assert.Equal(expected, Run(TestSecret.CreateScrubber(key), text.Select(letter => letter.ToString())));
        Assert.Equal(expected, TestSecret.CreateScrubber(key).Scrub(text));
    }

    [Theory]
    [InlineData("aaaaaaaa", "aaaaaaaaaaaa", 5)]
    [InlineData("abababab", "abababababa", 2)]
    [InlineData(Key, Key + Key + " " + Key, 3)]
    [InlineData(Key, "sk-CANARY-012345678", 0)]
    public void Masked_OccurrencesInChunksAndHeaders_AreCountedOnce(string key, string text, long expected)
    {
        var whole = TestSecret.CreateScrubber(key);
        whole.Scrub(Encoding.ASCII.GetBytes(text));
        whole.Scrub(text);
        var bytes = TestSecret.CreateScrubber(key);
        Run(bytes, text.Select(letter => letter.ToString()));

        Assert.Equal(2 * expected, whole.Masked);
        Assert.Equal(expected, bytes.Masked);
    }

    [Fact]
    public void Scrub_TailThatIsNoBeginningOfTheKey_IsNotHeldBack()
    {
        var scrubber = TestSecret.CreateScrubber(Key);

        Assert.Equal(13, scrubber.Scrub("data: hello\n\n"u8.ToArray()).Length);
        Assert.Equal(0, scrubber.HeldBytes);
        Assert.Equal(5, scrubber.Scrub("risk-"u8.ToArray().AsMemory()).Length + scrubber.HeldBytes);
        Assert.Equal(3, scrubber.HeldBytes);
        Assert.Equal("sk-y", Encoding.ASCII.GetString(scrubber.Scrub("y"u8.ToArray()).Span));
    }

    [Fact]
    public void Flush_BeginningOfTheKeyAtTheEnd_IsGivenAsItCame()
    {
        var scrubber = TestSecret.CreateScrubber(Key);

        Assert.True(scrubber.Scrub(Encoding.ASCII.GetBytes(Key[..^1])).IsEmpty);
        Assert.Equal(Key[..^1], Encoding.ASCII.GetString(scrubber.Flush().Span));
        Assert.True(scrubber.Flush().IsEmpty);
    }

    [Fact]
    public void Scrub_RandomKeysTextsAndChunks_EqualsScrubbingTheWholeAtOnce()
    {
        const int Seed = 20251;
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            // Small alphabets make keys that overlap themselves and texts that almost match.
            var alphabet = "abcdefgh"[..random.Next(1, 5)];
            var key = Letters(random, alphabet, random.Next(8, 25));
            var text = Text(random, alphabet, key);
            var scrubber = TestSecret.CreateScrubber(key);
            var output = new StringBuilder();
            var taken = 0;

            while (taken < text.Length)
            {
                var chunk = text.Substring(taken, random.Next(0, Math.Min(text.Length - taken, 2 * key.Length) + 1));
                taken += chunk.Length;
                output.Append(Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(chunk)).Span));

                Assert.True(LongestBeginningAtTheEnd(key, text[..taken]) == scrubber.HeldBytes, $"seed {Seed}, round {round}");
                Assert.Equal(taken, output.Length + scrubber.HeldBytes);
            }

            output.Append(Encoding.ASCII.GetString(scrubber.Flush().Span));
            Assert.True(MaskOneByOne(key, text) == output.ToString(), $"seed {Seed}, round {round}: {key} in {text}");
        }
    }

    [Fact]
    public void Scrub_LongTextOfOneLetter_IsMaskedWholly()
    {
        // With the longest key each place of the text ends an occurrence: work per place and key length would show as minutes.
        var text = new byte[4 << 20];
        text.AsSpan().Fill((byte)'a');

        var scrubber = TestSecret.CreateScrubber(new string('a', Secret.MaxLength));
        var length = scrubber.Scrub(text).Length;

        Assert.Equal(text.Length - (Secret.MaxLength - 1), length);
        Assert.Equal(-1, text.AsSpan().IndexOfAnyExcept((byte)'*'));
    }

    [Fact]
    public void Scrub_ChunkAfterChunkWithNothingHeld_DoesNotAllocate()
    {
        var scrubber = TestSecret.CreateScrubber(Key);
        var chunk = Encoding.ASCII.GetBytes($"data: a word, s{Key} and more\n\n");
        scrubber.Scrub(chunk);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            scrubber.Scrub(chunk);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("no-cache", "no-cache")]
    [InlineData("", "")]
    [InlineData("Bearer sk-CANARY-0123456789, x", "Bearer ********************, x")]
    [InlineData("é😀sk-CANARY-0123456789*?é", "é😀*********************?é")]
    [InlineData("sk-CANARY-012345678", "sk-CANARY-012345678")]
    public void Scrub_HeaderValue_IsMasked(string value, string expected)
    {
        Assert.Equal(expected, TestSecret.CreateScrubber(Key).Scrub(value));
    }

    [Fact]
    public void Scrub_HeaderValueWhileBytesAreHeld_LeavesThemAlone()
    {
        var scrubber = TestSecret.CreateScrubber(Key);
        scrubber.Scrub(Encoding.ASCII.GetBytes(Key[..10]));

        scrubber.Scrub("another value");

        Assert.Equal(new string('*', Key.Length), Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(Key[10..])).Span));
    }

    private static string Run(SecretScrubber scrubber, IEnumerable<string> chunks)
    {
        var output = new StringBuilder();
        foreach (var chunk in chunks)
        {
            output.Append(Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(chunk)).Span));
        }

        return output.Append(Encoding.ASCII.GetString(scrubber.Flush().Span)).ToString();
    }

    private static string Letters(Random random, string alphabet, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);

    private static string Text(Random random, string alphabet, string key) => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(4) switch
    {
        0 => key,
        1 => key[..random.Next(key.Length)],
        2 => key[random.Next(key.Length)..],
        _ => Letters(random, alphabet + "z", random.Next(12)),
    }));

    private static int LongestBeginningAtTheEnd(string key, string text) => Enumerable.Range(0, key.Length)
        .Last(length => text.EndsWith(key[..length], StringComparison.Ordinal));

    private static string MaskOneByOne(string key, string text)
    {
        var masked = text.ToCharArray();
        for (var i = text.IndexOf(key, StringComparison.Ordinal); i >= 0; i = text.IndexOf(key, i + 1, StringComparison.Ordinal))
        {
            masked.AsSpan(i, key.Length).Fill('*');
        }

        return new string(masked);
    }
}
