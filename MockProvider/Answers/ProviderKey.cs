using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace MockProvider.Answers;

/// <summary>The one key the mock accepts, as <c>Authorization: Bearer</c>.</summary>
internal sealed class ProviderKey(string key)
{
    public const string Accepted = "provider key";
    public const string Missing = "missing";
    public const string Wrong = "wrong";
    private const string Scheme = "Bearer ";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>What came, in the words of spans and log lines. A second line or another scheme is <see cref="Wrong"/>.</summary>
    public string Judge(StringValues authorization) => authorization.Count switch
    {
        0 => Missing,
        1 when Token(authorization) is { } token && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _key) => Accepted,
        _ => Wrong,
    };

    /// <summary>The token of the first line; null when it names no such scheme.</summary>
    public static string? Token(StringValues authorization)
    {
        var first = authorization.Count > 0 ? authorization[0] : null;
        return first is not null && first.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && first[Scheme.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;
    }
}
