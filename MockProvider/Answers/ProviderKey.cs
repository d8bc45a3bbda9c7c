using System.Security.Cryptography;
using System.Text;
using MockProvider.Journal;

namespace MockProvider.Answers;

/// <summary>The one key the mock accepts: as <c>Authorization: Bearer</c>, or bare in another header of the dialect.</summary>
internal sealed class ProviderKey(string key)
{
    public const string Accepted = "provider key";
    public const string Missing = "missing";
    public const string Wrong = "wrong";
    public const string Authorization = "Authorization";
    private const string Scheme = "Bearer ";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>What came, in the words of spans and log lines. A second line or another scheme is <see cref="Wrong"/>.</summary>
    public string Judge(ReceivedRequest request, IDialect dialect) => Tokens(request, dialect) switch
    {
        [] => Missing,
        [{ } token] when CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _key) => Accepted,
        _ => Wrong,
    };

    /// <summary>What came in the dialect's headers, one entry for each line; null for an Authorization of another scheme.</summary>
    public static IReadOnlyList<string?> Tokens(ReceivedRequest request, IDialect dialect) =>
        [.. dialect.KeyHeaders.SelectMany(name => request.HeaderValues(name).Select(value => Token(name, value)))];

    private static string? Token(string name, string value) =>
        name != Authorization ? value.Trim()
        : value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value[Scheme.Length..].Trim() is { Length: > 0 } token ? token
        : null;
}
