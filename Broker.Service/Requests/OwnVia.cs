using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Requests;

/// <summary>
/// The <c>Via</c> entry of this process (RFC 9110, section 7.6.3), by which it recognizes its own requests. Entries of other brokers are
/// forwarded, so that a loop through several brokers is found too; all other entries are dropped.
/// </summary>
internal sealed class OwnVia
{
    private const string Protocol = "1.1 ";
    private const string Prefix = "broker-";
    private const int IdBytes = 8;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    // Random: nobody can make requests look like those of this process.
    private readonly string _name = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Returns true if the headers have this process's entry, in any case and form.</summary>
    public bool IsIn(IHeaderDictionary headers)
    {
        foreach (var value in headers.Via)
        {
            if (value?.Contains(_name, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the value to send: the entries of other brokers, then this one's.</summary>
    public string After(IHeaderDictionary headers) =>
        headers.Via.Count == 0 ? Protocol + _name : string.Join(", ", Marks(headers.Via).Append(Protocol + _name));

    private static IEnumerable<string> Marks(StringValues via) => via
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
        .Where(IsMark);

    private static bool IsMark(string entry) =>
        entry.Length == Protocol.Length + Prefix.Length + (2 * IdBytes)
        && entry.StartsWith(Protocol + Prefix, StringComparison.OrdinalIgnoreCase)
        && entry.AsSpan(Protocol.Length + Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
}
