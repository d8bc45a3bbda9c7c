using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>Secrets for tests.</summary>
internal static class TestSecret
{
    /// <summary>Makes one that is known to be fit.</summary>
    /// <param name="value">The value.</param>
    public static Secret Create(string value)
    {
        Assert.True(Secret.TryCreate(value, out var secret, out var problem), problem);
        return secret;
    }

    /// <summary>A scrubber for one that is long enough.</summary>
    /// <param name="value">The value.</param>
    public static SecretScrubber CreateScrubber(string value)
    {
        var scrubber = Create(value).CreateScrubber();
        Assert.NotNull(scrubber);
        return scrubber;
    }
}
