using System.Text;
using Broker.Service.Credentials;
using static Broker.Tests.Credentials.TestSecret;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberCostTests
{
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
}
