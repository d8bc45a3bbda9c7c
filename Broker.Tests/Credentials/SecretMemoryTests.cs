using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Forwarding;

namespace Broker.Tests.Credentials;

/// <summary>How long a key is in memory, and where.</summary>
public sealed class SecretMemoryTests
{
    private const string Key = "sk-CANARY-0123456789";

    [Fact]
    public void Dispose_NobodyHoldsIt_IsWiped()
    {
        var secret = TestSecret.Create(Key);
        Assert.False(secret.IsWiped());

        secret.Dispose();

        Assert.True(secret.IsWiped());
        Assert.Null(secret.TryHold());
        Assert.Throws<ObjectDisposedException>(secret.Reveal);
    }

    [Fact]
    public void Dispose_WhileItIsHeld_WaitsForTheLastHolder()
    {
        var secret = TestSecret.Create(Key);
        var first = secret.TryHold()!;
        var second = secret.TryHold()!;

        secret.Dispose();
        secret.Dispose();
        first.Dispose();
        first.Dispose();
        Assert.Equal(Key, secret.Reveal());
        second.Dispose();

        Assert.True(secret.IsWiped());
    }

    [Fact]
    public async Task Dispose_WhileManyHoldAndRelease_IsNeverSeenHalfWiped()
    {
        for (var round = 0; round < 10; round++)
        {
            var secret = TestSecret.Create(Key);
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                while (secret.TryHold() is { } hold)
                {
                    Assert.Equal(Key, secret.Reveal());
                    hold.Dispose();
                }
            })).ToArray();

            secret.Dispose();
            await Task.WhenAll(readers);

            Assert.True(secret.IsWiped());
        }
    }

    [Fact]
    public async Task BoundedOutput_Disposed_IsWipedAndTakesNoMore()
    {
        var output = new BoundedOutput(64);
        await output.FillAsync(new MemoryStream(Encoding.UTF8.GetBytes(Key)), TestContext.Current.CancellationToken);
        var copy = output.CopyTaken();

        output.Dispose();
        await output.FillAsync(new MemoryStream(Encoding.UTF8.GetBytes(Key)), TestContext.Current.CancellationToken);

        Assert.All(output.CopyTaken().ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(Key, Encoding.UTF8.GetString(copy.Span));
    }

    [Fact]
    public void KeyEncoding_OfThePlaceholder_IsTheKeyAndOfNothingElse()
    {
        var encoding = new KeyEncoding(CredentialSettings.Bearer, TestSecret.Create(Key));
        var expected = Encoding.ASCII.GetBytes($"Bearer {Key}");

        Assert.Equal(expected, encoding.GetBytes(encoding.Placeholder));
        Assert.Equal(expected.Length, encoding.GetByteCount(encoding.Placeholder));
        Assert.True(encoding.GetMaxByteCount(encoding.Placeholder.Length) >= expected.Length);
        Assert.Throws<ArgumentException>(() => encoding.GetBytes("Bearer another"));
        Assert.DoesNotContain(Key, encoding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void KeyEncoding_OfAWipedKey_IsAFailureAndNoZeros()
    {
        var secret = TestSecret.Create(Key);
        var encoding = new KeyEncoding(CredentialSettings.Bearer, secret);
        secret.Dispose();

        Assert.Throws<ObjectDisposedException>(() => encoding.GetBytes(encoding.Placeholder));
    }
}
