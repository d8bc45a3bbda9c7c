using System.Security.Cryptography;
using System.Text;

namespace Broker.Service.Policy;

/// <summary>Somebody who may send requests. Keeps the digest of the token, never the token.</summary>
internal sealed class Caller
{
    private readonly byte[] _digest;

    /// <summary>Creates a caller that presents <paramref name="token"/>.</summary>
    public Caller(string token)
    {
        _digest = new byte[SHA256.HashSizeInBytes];
        Digest(token, _digest);
    }

    private Caller() => _digest = [];

    /// <summary>Whoever asks, where no token is asked for.</summary>
    public static Caller Anyone { get; } = new();

    /// <summary>Hashes a token.</summary>
    public static void Digest(string token, Span<byte> digest)
    {
        Span<byte> buffer = stackalloc byte[256];
        var fits = Encoding.UTF8.TryGetBytes(token, buffer, out var length);
        SHA256.HashData(fits ? buffer[..length] : Encoding.UTF8.GetBytes(token), digest);
    }

    /// <summary>Returns true if the digest is that of the caller's token.</summary>
    // Digests have one length, so not even the token's length shows in the time that comparing takes.
    public bool HasDigest(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(digest, _digest);
}

/// <summary>All callers, to be looked up by the token that a request presents.</summary>
internal sealed class CallerDirectory(IReadOnlyList<Caller> callers)
{
    /// <summary>True if a request without a token is refused.</summary>
    public bool IsTokenRequired => callers.Count > 0;

    /// <summary>Returns the caller with this token, null if it is nobody's; <see cref="Caller.Anyone"/> if none is asked for.</summary>
    /// <param name="token">The token that a request presents; null if it presents none.</param>
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
            // To the end even after a match, so that the time does not tell whose token it is.
            found = caller.HasDigest(digest) ? caller : found;
        }

        return found;
    }
}
