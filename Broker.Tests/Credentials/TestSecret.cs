using System.Runtime.CompilerServices;
using System.Text;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>Secrets for tests.</summary>
internal static class TestSecret
{
    /// <summary>One that is long enough to be looked for.</summary>
    public const string Key = "sk-CANARY-0123456789";

    /// <summary>Makes one that is known to be fit.</summary>
    /// <param name="value">The value.</param>
    public static Secret Create(string value)
    {
        Assert.True(Secret.TryCreate(value, out var secret, out var problem), problem);
        return secret;
    }

    /// <summary>The value, as only a test needs it: in a string.</summary>
    /// <param name="secret">The secret.</param>
    public static string Reveal(this Secret secret)
    {
        var value = new byte[secret.CountBytes()];
        secret.CopyTo(value);
        return Encoding.ASCII.GetString(value);
    }

    /// <summary>Whether its memory holds nothing any more.</summary>
    /// <param name="secret">The secret.</param>
    public static bool IsWiped(this Secret secret) => Memory(secret).All(value => value == 0);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref byte[] Memory(Secret secret);

    /// <summary>A scrubber for one that is long enough.</summary>
    /// <param name="value">The value.</param>
    public static SecretScrubber CreateScrubber(string value)
    {
        var scrubber = Create(value).CreateScrubber();
        Assert.NotNull(scrubber);
        return scrubber;
    }
}
