using System.Security.Cryptography;
using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Authentication;

/// <summary>Compares the caller token that a request carries with the configured one, in constant time.</summary>
internal sealed class CallerTokenVerifier
{
    private readonly byte[]? _digest;

    /// <summary>Reads the token from the variable that <c>client_token_env</c> names and keeps its digest alone.</summary>
    public CallerTokenVerifier(BrokerOptions options, IProcessEnvironment environment)
    {
        if (options.ClientTokenEnv is { } name)
        {
            _digest = Digest(environment.Variables[name]);
        }
    }

    /// <summary>Whether a request with these headers may go on. Always, where no token is configured.</summary>
    public bool Accepts(IHeaderDictionary headers) =>
        _digest is null
        || (CallerTokenCarriers.Read(headers) is { } token && CryptographicOperations.FixedTimeEquals(Digest(token), _digest));

    // Digests have one length, so not even the token's length shows in the time that comparing takes.
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
