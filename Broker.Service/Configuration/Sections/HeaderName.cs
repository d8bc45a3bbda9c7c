using System.Buffers;
using System.Collections.Frozen;

namespace Broker.Service.Configuration.Sections;

/// <summary>Names of headers: which are valid, and which no configuration may hand over to hosts.</summary>
internal static class HeaderName
{
    private const string ProxyPrefix = "Proxy-";

    /// <summary>Characters of a token (RFC 9110, section 5.6.2).</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Headers that the broker or the connection sets.</summary>
    private static readonly FrozenSet<string> OfConnection = FrozenSet.ToFrozenSet(
        [
            "Host", "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect", "Accept-Encoding",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers that say who a host is, where a request comes from, or how its body is coded.</summary>
    private static readonly FrozenSet<string> Personal = FrozenSet.ToFrozenSet(
        [.. CallerTokenHeaders.All, "Cookie", "Cookie2", "Origin", "Referer", "Forwarded", "X-Real-IP", "Via", "Content-Encoding"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns why a text is no name of a header, as a sentence; null if it is one.</summary>
    public static string? FindProblem(string name) => name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters)
        ? "This is not the name of a header. Letters, digits and - are safe in one; spaces and colons are not allowed."
        : null;

    /// <summary>Returns true for a header that the broker or the connection sets.</summary>
    public static bool IsOfConnection(string name) => OfConnection.Contains(name) || name.StartsWith(ProxyPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns true if a configuration may let a host send the header on.</summary>
    /// <param name="credential">Where the key of the upstream goes.</param>
    public static bool MayPass(string name, CredentialSettings credential) =>
        !IsOfConnection(name)
        && !Personal.Contains(name)
        && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase)
        && !name.Equals(credential.Header, StringComparison.OrdinalIgnoreCase);
}
