using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Broker.Service.Credentials;

/// <summary>
/// A provider key. Every printed form of it is <c>***</c>; only <see cref="CopyTo"/> returns the value. Secrets are equal only if they are
/// the same object, so that a comparison leaks no timing.
/// <para>
/// The value is in one pinned array, so that the garbage collector leaves no copies. The array is wiped when the owner has disposed the
/// secret and the last request has released it.
/// </para>
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
internal sealed class Secret : IDisposable
{
    /// <summary>Length limit, in characters: longer than any provider's key, shorter than what HTTP servers accept in a header.</summary>
    public const int MaxLength = 8192;

    /// <summary>Minimum length of a value that is scrubbed from answers: a shorter one would mask ordinary words.</summary>
    public const int MinScrubbedLength = 8;

    private const string Masked = "***";

    // What a person cannot see and no key has, such as a no-break space, is not dropped in silence: that key is not the one that was meant.
    private const string White = " \t\r\n\v\f";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _value;

    // Outlives the value: a rejected key is compared with its successor.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _digest;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretPattern? _pattern;

    // The owner is one of them.
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
    /// Creates a secret from the output of a source. Trims ASCII white space and a byte order mark; refuses a value that is then empty, too
    /// long, or has characters outside <c>!</c> to <c>~</c> (a line break would start another header).
    /// </summary>
    /// <param name="problem">What is wrong with the value, without any part of it; continues "the value".</param>
    public static bool TryCreate(
        ReadOnlySpan<char> raw, [NotNullWhen(true)] out Secret? secret, [NotNullWhen(false)] out string? problem)
    {
        var value = (raw is ['\ufeff', .. var marked] ? marked : raw).Trim(White);
        problem = value switch
        {
            [] => "is empty",
            { Length: > MaxLength } => $"is longer than {MaxLength} characters",
            _ when value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => "begins with Bearer, which the broker adds by itself; store the key alone",
            ['"' or '\'', ..] or [.., '"' or '\''] => "is in quotation marks, which are no part of a key; store the key alone",
            _ when value.ContainsAnyExceptInRange('!', '~') => "has characters outside ! to ~ (white space inside it, say)",
            _ => null,
        };
        secret = problem is null ? new Secret(value) : null;
        return secret is not null;
    }

    /// <summary>Like <see cref="TryCreate(ReadOnlySpan{char}, out Secret?, out string?)"/>, from UTF-8, which the caller wipes.</summary>
    public static bool TryCreate(
        ReadOnlySpan<byte> raw, [NotNullWhen(true)] out Secret? secret, [NotNullWhen(false)] out string? problem)
    {
        var text = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetMaxCharCount(raw.Length), pinned: true).AsSpan();
        try
        {
            // Invalid UTF-8 becomes U+FFFD, which no key may contain.
            return TryCreate(text[..Encoding.UTF8.GetChars(raw, text)], out secret, out problem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text));
        }
    }

    /// <summary>Holds the value: it is not wiped until the result is disposed.</summary>
    /// <returns>Null if the value is wiped already.</returns>
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

    public int CountBytes() => _value.Length;

    /// <summary>Copies the value. Only for code that sends it; the caller must hold the secret.</summary>
    /// <exception cref="ObjectDisposedException">The value is wiped.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _holders) == 0, this);
        _value.CopyTo(destination);
    }

    /// <summary>Creates a scrubber; null if the value is too short to be told from text. Hold the secret while it scrubs.</summary>
    public SecretScrubber? CreateScrubber() => _pattern is null ? null : new SecretScrubber(_pattern);

    /// <summary>Returns true if another secret has, or had, the same value. Takes constant time.</summary>
    public bool HasValueOf(Secret other) => CryptographicOperations.FixedTimeEquals(_digest, other._digest);

    /// <summary>Returns the first four hexadecimal digits of the value's SHA-256: enough to tell two keys apart, too little to find one.</summary>
    public string CreateFingerprint() => Convert.ToHexStringLower(_digest.AsSpan(0, 2));

    public override string ToString() => Masked;

    /// <summary>Releases the owner's hold: the value is wiped as soon as no request holds it.</summary>
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
