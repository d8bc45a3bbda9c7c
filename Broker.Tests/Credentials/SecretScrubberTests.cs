using System.Text;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberTests
{
    private const string Key = TestSecret.Key;

    [Fact]
    public void Scrub_C42_KeyInOneChunk_IsMaskedInPlaceWithoutACopy()
    {
        var chunk = Encoding.ASCII.GetBytes($"Incorrect API key provided: {Key}.");
        var output = TestSecret.CreateScrubber(Key).Scrub(chunk);
        Assert.Equal($"Incorrect API key provided: {new string('*', Key.Length)}.", Encoding.ASCII.GetString(output.Span));
        Assert.True(output.Span.Overlaps(chunk));
    }

    [Theory]
    [InlineData("aaaaaaaa", "aaaaaaaaaaaa", "************", 5)]
    [InlineData("aaaaaaaa", "baaaaaaaab", "b********b", 1)]
    [InlineData("abababab", "abababababa", "**********a", 2)]
    [InlineData("abcabcabc", "xabcabcabcabcx", "x************x", 2)]
    [InlineData("********", "********", "********", 1)]
    [InlineData(Key, "é😀sk-CANARY-0123456789*?é", "é😀*********************?é", 1)]
    [InlineData(Key, "sk-CANARY-012345678", "sk-CANARY-012345678", 0)]
    [InlineData(Key, "", "", 0)]
    public void Scrub_HeaderValue_IsMaskedAtEachOccurrence(string key, string value, string expected, long times)
    {
        var scrubber = TestSecret.CreateScrubber(key);
        Assert.Equal((expected, times), (scrubber.Scrub(value), scrubber.Masked));
    }

    [Fact]
    public void Scrub_HeaderValueWhileBytesAreHeld_LeavesThemAlone()
    {
        var scrubber = TestSecret.CreateScrubber(Key);
        scrubber.Scrub(Encoding.ASCII.GetBytes(Key[..10]));
        scrubber.Scrub("another value");
        Assert.Equal(new string('*', Key.Length), Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(Key[10..])).Span));
    }

    /// <summary>Wherever the borders are: every occurrence is masked and counted, and only a tail that begins the key is held back.</summary>
    [Fact]
    public void Scrub_C42_RandomKeysTextsAndChunks_EqualsScrubbingTheWholeAtOnce()
    {
        const int Seed = 20251;
        var random = new Random(Seed);
        for (var round = 0; round < 5_000; round++)
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
            Assert.True(scrubber.Flush().IsEmpty);
            Assert.True(MaskOneByOne(key, text) == (output.ToString(), scrubber.Masked), $"seed {Seed}, round {round}: {key} in {text}");
        }
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

    private static (string Masked, long Times) MaskOneByOne(string key, string text)
    {
        var masked = text.ToCharArray();
        var times = 0;
        for (var i = text.IndexOf(key, StringComparison.Ordinal); i >= 0; i = text.IndexOf(key, i + 1, StringComparison.Ordinal))
        {
            masked.AsSpan(i, key.Length).Fill('*');
            times++;
        }

        return (new string(masked), times);
    }
}
