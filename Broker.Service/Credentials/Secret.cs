using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Broker.Service.Credentials;

/// <summary>
/// A provider key. Every printed form of it is <c>***</c>; the value leaves by <see cref="CopyTo"/> alone. Two secrets are equal
/// only when they are the same object, so that no comparison can be timed.
/// <para>
/// The value is in one array that the garbage collector does not move, so that no copy of it is left behind. The array is wiped
/// when its owner has disposed the secret and the last request that holds it is done.
/// </para>
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
internal sealed class Secret : IDisposable
{
    /// <summary>Longest value, in characters; longer than any provider's key and shorter than what HTTP servers take in a header.</summary>
    public const int MaxLength = 8192;

    /// <summary>Shortest value that answers are scrubbed of: a shorter one would mask words that are no secret.</summary>
    public const int MinScrubbedLength = 8;

    private const string Masked = "***";

    // What a person cannot see and no key has, such as a no-break space, is not dropped in silence: that key is not the one that was meant.
    private const string White = " \t\r\n\v\f";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _value;

    // Outlives the value: a rejected key is compared with the one that comes after it.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _digest;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretPattern? _pattern;

    // The owner counts as one.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private int _holders = 1;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private bool _disposed;

    private Secret(ReadOnlySpan<char> value)
    {
        _value = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        Encoding.ASCII.GetBytes(value, _value);
        _digest = SHA256.HashData(_value);
        _pattern = value.Length >= MinScrubbedLength ? new SecretPattern(_value) : null;
    }

    /// <summary>
    /// Makes a secret of what a source gave: surrounding white space of ASCII is trimmed, and a byte order mark before it; what is then empty,
    /// too long, or has anything outside <c>!</c> to <c>~</c> (a line break would become a second header) is refused.
    /// </summary>
    /// <param name="raw">What the source gave.</param>
    /// <param name="secret">The secret, when there is one.</param>
    /// <param name="problem">What is wrong with the value, without any part of it; reads on from "the value".</param>
    /// <returns>Whether the value is fit to be a key.</returns>
    public static bool TryCreate(
        ReadOnlySpan<char> raw, [NotNullWhen(true)] out Secret? secret, [NotNullWhen(false)] out string? problem)
    {
        var value = (raw is ['\ufeff', .. var marked] ? marked : raw).Trim(White);
        problem = value switch
        {
            [] => "is empty",
            { Length: > MaxLength } => $"is longer than {MaxLength} characters",
            _ when value.ContainsAnyExceptInRange('!', '~') => "has characters outside ! to ~ (white space inside it, say)",
            _ => null,
        };
        secret = problem is null ? new Secret(value) : null;
        return secret is not null;
    }

    /// <summary>As <see cref="TryCreate(ReadOnlySpan{char}, out Secret?, out string?)"/>, of UTF-8, which the caller wipes.</summary>
    /// <param name="raw">What the source gave.</param>
    /// <param name="secret">The secret, when there is one.</param>
    /// <param name="problem">What is wrong with the value, without any part of it; reads on from "the value".</param>
    /// <returns>Whether the value is fit to be a key.</returns>
    public static bool TryCreate(
        ReadOnlySpan<byte> raw, [NotNullWhen(true)] out Secret? secret, [NotNullWhen(false)] out string? problem)
    {
        var text = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetMaxCharCount(raw.Length), pinned: true).AsSpan();
        try
        {
            // Bytes that are no UTF-8 become U+FFFD, which no key may have.
            return TryCreate(text[..Encoding.UTF8.GetChars(raw, text)], out secret, out problem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text));
        }
    }

    /// <summary>Keeps the value from being wiped.</summary>
    /// <returns>To be disposed when the value is no longer needed; null when it is wiped already.</returns>
    public IDisposable? TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return new Holder(this);
            }

            holders = seen;
        }

        return null;
    }

    /// <summary>The value's length in bytes.</summary>
    public int CountBytes() => _value.Length;

    /// <summary>Copies the value, for the one place that puts it on the wire. The caller holds it.</summary>
    /// <param name="destination">Where to.</param>
    /// <exception cref="ObjectDisposedException">It is wiped.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _holders) == 0, this);
        _value.CopyTo(destination);
    }

    /// <summary>
    /// A scrubber for one answer; null when the value is too short to be told from ordinary text. The caller holds the value as long
    /// as it scrubs.
    /// </summary>
    public SecretScrubber? CreateScrubber() => _pattern is null ? null : new SecretScrubber(_pattern);

    /// <summary>Whether another secret has, or had, the same value; takes as long whatever the values are.</summary>
    /// <param name="other">The other secret.</param>
    public bool HasValueOf(Secret other) => CryptographicOperations.FixedTimeEquals(_digest, other._digest);

    /// <inheritdoc/>
    public override string ToString() => Masked;

    /// <summary>Ends the owner's part: the value is wiped as soon as nobody holds it.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            Release();
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            CryptographicOperations.ZeroMemory(_value);
        }
    }

    private sealed class Holder(Secret secret) : IDisposable
    {
        private Secret? _secret = secret;

        public void Dispose() => Interlocked.Exchange(ref _secret, null)?.Release();
    }
}
