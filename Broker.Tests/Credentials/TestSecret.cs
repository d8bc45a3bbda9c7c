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
    public static Secret Create(string value)
    {
        Assert.True(Secret.TryCreate(value, out var secret, out var problem), problem);
        return secret;
    }

    /// <summary>A scrubber for one that is long enough.</summary>
    public static SecretScrubber CreateScrubber(string value)
    {
        var scrubber = Create(value).CreateScrubber();
        Assert.NotNull(scrubber);
        return scrubber;
    }

    /// <summary>Has the source asked, gives it this key, and expects it to be handed on.</summary>
    public static async Task<Secret> FetchAsync(this CachingSecretResolver resolver, FakeResolver source, string key)
    {
        var waiting = resolver.ResolveAsync(TestContext.Current.CancellationToken).AsTask();
        source.Answer(key);
        var found = Assert.IsType<SecretResult.Found>(await waiting);
        Assert.False(found.FromCache);
        return found.Secret;
    }

    /// <summary>The key that a source has, in a string as only a test needs it.</summary>
    public static async Task<string> RevealAsync(this ISecretResolver resolver) =>
        Assert.IsType<SecretResult.Found>(await resolver.ResolveAsync(TestContext.Current.CancellationToken)).Secret.Reveal();

    /// <summary>Why a source has no key.</summary>
    public static async Task<string> FailAsync(this ISecretResolver resolver) =>
        Assert.IsType<SecretResult.Unavailable>(await resolver.ResolveAsync(TestContext.Current.CancellationToken)).Detail;

    public static string Reveal(this Secret secret)
    {
        var value = new byte[secret.CountBytes()];
        secret.CopyTo(value);
        return Encoding.ASCII.GetString(value);
    }

    /// <summary>Whether its memory holds nothing any more.</summary>
    public static bool IsWiped(this Secret secret) => Memory(secret).All(value => value == 0);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref byte[] Memory(Secret secret);
}
