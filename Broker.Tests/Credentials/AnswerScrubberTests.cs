using System.Text;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>C81: several keys are masked in one answer, wherever it is cut.</summary>
public class AnswerScrubberTests
{
    private const string Long = "sk-live-0123456789-and-more";
    private const string Short = "sk-live-0123456789";
    private const string Other = "x0123456789y";

    [Fact]
    public void C81_KeysOneOfWhichIsPartOfAnother_AreMaskedWholeAtEveryCut()
    {
        var text = $"a {Long} b {Short} c {Other}{Short}{Long} {Long[..20]} sk-live-0123";
        var expected = text.Replace(Long, Stars(Long), StringComparison.Ordinal).Replace(Short, Stars(Short), StringComparison.Ordinal).Replace(Other, Stars(Other), StringComparison.Ordinal);
        for (var cut = 0; cut <= text.Length; cut++)
        {
            using var brief = TestSecret.Create(Short);
            using var whole = TestSecret.Create(Long);
            using var other = TestSecret.Create(Other);
            using var scrubber = AnswerScrubber.Create(brief, [whole, other])!;

            var scrubbed = Scrub(scrubber, text[..cut]) + Scrub(scrubber, text[cut..]) + Encoding.ASCII.GetString(scrubber.Flush().Span);

            Assert.Equal(expected, scrubbed);
            Assert.Equal(6, scrubber.Masked);
        }
    }

    [Fact]
    public void C81_KeyWipedBeforeItIsHeld_IsLeftOut()
    {
        using var attached = TestSecret.Create(Short);
        var gone = TestSecret.Create(Other);
        gone.Dispose();

        using var scrubber = AnswerScrubber.Create(attached, [gone])!;

        Assert.Equal(Stars(Short), Scrub(scrubber, Short));
    }

    [Fact]
    public void C81_OtherKey_IsHeldWhileTheAnswerIsSearched()
    {
        var other = TestSecret.Create(Other);
        using (var scrubber = AnswerScrubber.Create(attached: null, [other])!)
        {
            other.Dispose();
            Assert.Equal(Stars(Other), Scrub(scrubber, Other));
            Assert.NotNull(other.TryHold());
        }
    }

    private static string Stars(string key) => new('*', key.Length);

    private static string Scrub(AnswerScrubber scrubber, string text) => Encoding.ASCII.GetString(scrubber.Scrub(Encoding.ASCII.GetBytes(text)).Span);
}
