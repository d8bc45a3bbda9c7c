using System.Text;
using static Broker.Tests.Credentials.TestSecret;

namespace Broker.Tests.Credentials;

public sealed class SecretScrubberHeaderTests
{
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
}
