using System.Security.Cryptography;

namespace Broker.Service.Auditing.Chain;

/// <summary>Computes the hash of a line: SHA-256 over the hash before it, in hexadecimal, and the line without its own hash.</summary>
internal sealed class ChainHash
{
    private byte[] _input = new byte[1024];

    /// <param name="before">The hash that the line follows, in hexadecimal.</param>
    /// <param name="open">The line up to its own hash, without a closing brace.</param>
    /// <param name="hash">Takes the hash, in hexadecimal.</param>
    public void Compute(ReadOnlySpan<byte> before, ReadOnlySpan<byte> open, Span<byte> hash)
    {
        var length = before.Length + open.Length + 1;
        if (_input.Length < length)
        {
            _input = new byte[length * 2];
        }

        before.CopyTo(_input);
        open.CopyTo(_input.AsSpan(before.Length));
        _input[length - 1] = (byte)'}';
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_input.AsSpan(0, length), digest);
        Convert.TryToHexStringLower(digest, hash, out _);
    }
}
