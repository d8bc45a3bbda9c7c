using System.Text;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberRandomTests
{
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
