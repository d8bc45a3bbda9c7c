using System.Security.Cryptography;
using System.Text;

namespace Broker.Service.Policy;

/// <summary>A caller: who may send requests. Holds the digest of the token, not the token.</summary>
internal sealed class Caller
{
    private readonly byte[] _digest;

    public Caller(string token)
    {
        _digest = new byte[SHA256.HashSizeInBytes];
        Digest(token, _digest);
    }

    private Caller() => _digest = [];

    /// <summary>Any caller, if no token is required.</summary>
    public static Caller Anyone { get; } = new();

    public static void Digest(string token, Span<byte> digest)
    {
        Span<byte> buffer = stackalloc byte[256];
        var fits = Encoding.UTF8.TryGetBytes(token, buffer, out var length);
        SHA256.HashData(fits ? buffer[..length] : Encoding.UTF8.GetBytes(token), digest);
    }

    /// <summary>Returns true if the digest is that of the caller's token. Constant time, and digests hide the token's length.</summary>
    public bool HasDigest(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(digest, _digest);
}

/// <summary>Finds callers by their token.</summary>
internal sealed class CallerDirectory(IReadOnlyList<Caller> callers)
{
    /// <summary>True if a request without a token is refused.</summary>
    public bool IsTokenRequired => callers.Count > 0;

    /// <summary>Returns the caller of a token, null for an unknown one; <see cref="Caller.Anyone"/> if no token is required.</summary>
    /// <param name="token">Token of the request; null if it has none.</param>
    public Caller? Find(string? token)
    {
        if (!IsTokenRequired)
        {
            return Caller.Anyone;
        }

        if (token is null)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Caller.Digest(token, digest);
        Caller? found = null;
        foreach (var caller in callers)
        {
            // Continues after a match, so that the duration does not show whose token it is.
            found = caller.HasDigest(digest) ? caller : found;
        }

        return found;
    }
}
