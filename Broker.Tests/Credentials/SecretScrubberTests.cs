using System.Text;
using Broker.Service.Credentials;
using static Broker.Tests.Credentials.TestSecret;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberTests
{
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

    private static string Run(SecretScrubber scrubber, IEnumerable<string> chunks)
    {
        var output = new StringBuilder();
        foreach (var chunk in chunks)
        {
            output.Append(Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(chunk)).Span));
        }

        return output.Append(Encoding.ASCII.GetString(scrubber.Flush().Span)).ToString();
    }
}
