using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Credentials;

namespace Broker.Service.Forwarding;

/// <summary>
/// Writes the key to the wire without a string of it. The outgoing request has a placeholder in the header of the key, which is also what it
/// prints. The HTTP client asks for the encoding of that header, and this one writes the key instead of the placeholder.
/// </summary>
/// <param name="secret">The key, held until the request is sent.</param>
internal sealed class KeyEncoding(CredentialSettings credential, Secret secret) : Encoding
{
    private readonly byte[] _prefix = ASCII.GetBytes(credential.Prefix);

    /// <summary>Name of the header.</summary>
    public string Header => credential.Header;

    /// <summary>Value of the header until it is written.</summary>
    public string Placeholder { get; } = $"{credential.Prefix}***";

    /// <summary>Returns true if the encoding writes this key.</summary>
    public bool Writes(Secret other) => ReferenceEquals(secret, other);

    public override int GetByteCount(char[] chars, int index, int count) => GetByteCount(chars.AsSpan(index, count));

    public override int GetByteCount(ReadOnlySpan<char> chars) => chars.SequenceEqual(Placeholder)
        ? _prefix.Length + secret.CountBytes()
        : throw new ArgumentException("Only the placeholder of the key is encoded here.", nameof(chars));

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        var count = GetByteCount(chars);
        _prefix.CopyTo(bytes);
        secret.CopyTo(bytes[_prefix.Length..]);
        return count;
    }

    public override int GetMaxByteCount(int charCount) => _prefix.Length + secret.CountBytes();

    public override int GetCharCount(byte[] bytes, int index, int count) => throw new NotSupportedException("A key is not read back.");

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => throw new NotSupportedException("A key is not read back.");

    public override int GetMaxCharCount(int byteCount) => throw new NotSupportedException("A key is not read back.");
}
