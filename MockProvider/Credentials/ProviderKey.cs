using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using MockProvider.Errors;

namespace MockProvider.Credentials;

/// <summary>The one key the mock accepts, and OpenAI's answer to any other.</summary>
internal sealed class ProviderKey(string key)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>Judges what came in the Authorization header.</summary>
    public Credential Judge(StringValues authorization) => authorization.Count switch
    {
        0 => Credential.Missing,
        1 when Token(authorization) is { } token
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _key) => Credential.ProviderKey,
        _ => Credential.Wrong,
    };

    /// <summary>The 401 for a credential that is not the key, or nothing.</summary>
    public ApiError? Refuse(StringValues authorization)
    {
        if (Judge(authorization) == Credential.ProviderKey)
        {
            return null;
        }

        return Token(authorization) is { } token ? OpenAiErrors.IncorrectKey(KeyMask.Of(token)) : OpenAiErrors.MissingKey();
    }

    /// <summary>The token of the first header line, if it names the scheme that OpenAI takes.</summary>
    private static string? Token(StringValues authorization)
    {
        var first = authorization.Count > 0 ? authorization[0] : null;
        return first is not null && first.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && first[Scheme.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;
    }
}
