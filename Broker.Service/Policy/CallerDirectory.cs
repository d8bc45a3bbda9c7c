using System.Security.Cryptography;
using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A caller: who may send requests, and to which upstreams. Holds digests of tokens, no token.</summary>
internal sealed class Caller
{
    private readonly byte[][] _digests;
    private readonly IReadOnlyList<string>? _upstreams;

    private Caller(CallerSettings settings, byte[][] digests) =>
        (Name, _digests, _upstreams, Expires) = (settings.Name, digests, settings.Upstreams, settings.Expires);

    /// <summary>Any caller, if no token is required.</summary>
    public static Caller Anyone { get; } = new(new CallerSettings(TokenEnv: null), []);

    /// <summary>Name in the configuration; empty in the lab's form, and for anyone.</summary>
    public string Name { get; }

    /// <summary>When the token ends to be valid; null for never.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Creates the caller of the settings.</summary>
    /// <param name="environment">Holds the token, if the settings name a variable.</param>
    public static Caller Create(CallerSettings settings, IProcessEnvironment environment)
    {
        if (settings.TokenEnv is not { } variable)
        {
            return new(settings, [.. settings.TokenDigests.Select(Convert.FromHexString)]);
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        Digest(environment.Variables[variable], digest);
        return new(settings, [digest]);
    }

    public static void Digest(string token, Span<byte> digest)
    {
        Span<byte> buffer = stackalloc byte[256];
        var fits = Encoding.UTF8.TryGetBytes(token, buffer, out var length);
        SHA256.HashData(fits ? buffer[..length] : Encoding.UTF8.GetBytes(token), digest);
    }

    /// <summary>Returns true if the digest is that of one of the caller's tokens. Constant time, and digests hide a token's length.</summary>
    public bool HasDigest(ReadOnlySpan<byte> digest)
    {
        var found = false;
        foreach (var own in _digests)
        {
            found |= CryptographicOperations.FixedTimeEquals(digest, own);
        }

        return found;
    }

    /// <summary>Returns true if the caller may use the upstream.</summary>
    public bool MayUse(Upstream upstream) => _upstreams is null || _upstreams.Contains(upstream.Name, StringComparer.Ordinal);
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
