using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Requests;

/// <summary>
/// The mark that this process leaves on what it sends upstream (RFC 9110, section 7.6.3), by which it knows its own requests when they come
/// back. Marks of other brokers pass, so that a circle of several is found too; whatever else a host says of its way does not.
/// </summary>
internal sealed class OwnVia
{
    private const string Protocol = "1.1 ";
    private const string Prefix = "broker-";
    private const int IdBytes = 8;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    // Nobody can foresee it, so that nobody else's request is taken for one of this process.
    private readonly string _name = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Returns true if a request has been here before, however those on the way have written the mark.</summary>
    /// <param name="headers">Its headers.</param>
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

    /// <summary>What goes upstream: the marks of the brokers on the way here, and this one's.</summary>
    /// <param name="headers">The host's headers.</param>
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
