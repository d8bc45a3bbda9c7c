using System.Security.Cryptography;
using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Authentication;

/// <summary>Compares the caller token that a request carries with the configured one, in constant time.</summary>
internal sealed class CallerTokenVerifier
{
    private const int LongestOnStack = 256;

    private readonly byte[]? _digest;

    /// <summary>Reads the token from the variable that <c>client_token_env</c> names and keeps its digest alone.</summary>
    public CallerTokenVerifier(BrokerOptions options, IProcessEnvironment environment)
    {
        if (options.ClientTokenEnv is { } name)
        {
            _digest = new byte[SHA256.HashSizeInBytes];
            Digest(environment.Variables[name], _digest);
        }
    }

    /// <summary>Whether a request with these headers may go on. Always, where no token is configured.</summary>
    public bool Accepts(IHeaderDictionary headers) => _digest is null || (CallerTokenCarriers.Read(headers) is { } token && HasDigest(token, _digest));

    // Digests have one length, so not even the token's length shows in the time that comparing takes.
    private static bool HasDigest(string token, byte[] digest)
    {
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(token, presented);
        return CryptographicOperations.FixedTimeEquals(presented, digest);
    }

    private static void Digest(string token, Span<byte> digest)
    {
        Span<byte> room = stackalloc byte[LongestOnStack];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(token, room, out var length) ? room[..length] : Encoding.UTF8.GetBytes(token), digest);
    }
}
