using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Broker.Service.Credentials;

/// <summary>
/// A provider key. Every printed form of it is <c>***</c>; the value leaves by <see cref="Reveal"/> alone. Two secrets are equal
/// only when they are the same object, so that no comparison can be timed.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
internal sealed class Secret
{
    /// <summary>Longest value, in characters; longer than any provider's key and shorter than what HTTP servers take in a header.</summary>
    public const int MaxLength = 8192;

    /// <summary>Shortest value that answers are scrubbed of: a shorter one would mask words that are no secret.</summary>
    public const int MinScrubbedLength = 8;

    private const string Masked = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretPattern? _pattern;

    private Secret(string value)
    {
        _value = value;
        _pattern = value.Length >= MinScrubbedLength ? new SecretPattern(Encoding.ASCII.GetBytes(value)) : null;
    }

    /// <summary>
    /// Makes a secret of what a source gave: surrounding white space is trimmed; what is then empty, too long, or has anything
    /// outside <c>!</c> to <c>~</c> (a line break would become a second header) is refused.
    /// </summary>
    /// <param name="raw">What the source gave.</param>
    /// <param name="secret">The secret, when there is one.</param>
    /// <param name="problem">What is wrong with the value, without any part of it; reads on from "the value".</param>
    /// <returns>Whether the value is fit to be a key.</returns>
    public static bool TryCreate(
        string raw, [NotNullWhen(true)] out Secret? secret, [NotNullWhen(false)] out string? problem)
    {
        var value = raw.AsSpan().Trim();
        problem = value switch
        {
            [] => "is empty",
            { Length: > MaxLength } => $"is longer than {MaxLength} characters",
            _ when value.ContainsAnyExceptInRange('!', '~') => "has characters outside ! to ~ (white space inside it, say)",
            _ => null,
        };
        secret = problem is null ? new Secret(value.ToString()) : null;
        return secret is not null;
    }

    /// <summary>The value itself, for the one place that puts it into the outgoing request.</summary>
    public string Reveal() => _value;

    /// <summary>A scrubber for one answer; null when the value is too short to be told from ordinary text.</summary>
    public SecretScrubber? CreateScrubber() => _pattern is null ? null : new SecretScrubber(_pattern);

    /// <summary>Whether another secret has the same value; takes as long whatever the values are.</summary>
    /// <param name="other">The other secret.</param>
    public bool HasValueOf(Secret other) => CryptographicOperations.FixedTimeEquals(Digest(), other.Digest());

    /// <inheritdoc/>
    public override string ToString() => Masked;

    private byte[] Digest() => SHA256.HashData(Encoding.ASCII.GetBytes(_value));
}
