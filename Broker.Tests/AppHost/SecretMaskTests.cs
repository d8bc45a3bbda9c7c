using Broker.AppHost.Embedded.Orchestration;

namespace Broker.Tests.AppHost;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("sk-long-enough", "***")]
    [InlineData("key=sk-long-enough;", "key=***;")]
    [InlineData("sk-long-enough-and-more", "***")]
    [InlineData("abc", "***")]
    [InlineData("abcdef", "abcdef")]
    [InlineData("nothing to hide", "nothing to hide")]
    public void Apply_ToText_HidesSecrets(string text, string expected)
    {
        var mask = new SecretMask(["sk-long-enough", "sk-long-enough-and-more", "abc", "", null]);

        Assert.Equal(expected, mask.Apply(text));
    }
}
