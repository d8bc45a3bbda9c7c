using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>Knows a token by its SHA-256 digest and compares in a time that tells nothing about it.</summary>
internal sealed class TokenCheck
{
    private readonly byte[] _digest;

    /// <summary>Remembers a token.</summary>
    /// <param name="token">The token; an empty one would let everybody in and is refused.</param>
    public TokenCheck(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        _digest = Digest(token);
    }

    /// <summary>Whether exactly one value was presented and it is the token.</summary>
    /// <param name="presented">The header or query values.</param>
    public bool Matches(StringValues presented) =>
        presented is [{ } only] && CryptographicOperations.FixedTimeEquals(Digest(only), _digest);

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
