using System.Globalization;
using System.Text;

namespace Broker.Service.Auditing;

/// <summary>The form in which a request target may be printed: without a query, without an authority, of bounded length, in visible ASCII.</summary>
internal static class PrintablePath
{
    /// <summary>Longest path, in characters; a longer one is cut and ends in <see cref="CutMark"/>.</summary>
    public const int MaxLength = 512;

    /// <summary>What marks a path that was cut.</summary>
    public const string CutMark = "…";

    /// <summary>Cuts what must not be printed: a query can hold a credential, and so can the user info before a host's name.</summary>
    /// <param name="rawTarget">The request target as it came.</param>
    public static string From(string rawTarget)
    {
        var path = rawTarget.AsSpan();
        var query = path.IndexOf('?');
        if (query >= 0)
        {
            path = path[..query];
        }

        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && path[0] != '/')
        {
            var afterAuthority = path[(scheme + 3)..];
            var slash = afterAuthority.IndexOf('/');
            path = slash < 0 ? "/" : afterAuthority[slash..];
        }
        else if (path is [not '/', ..])
        {
            // The authority that CONNECT names.
            path = path[(path.LastIndexOf('@') + 1)..];
        }

        var cut = path.Length > MaxLength;
        path = cut ? path[..MaxLength] : path;
        if (path.ContainsAnyExceptInRange('!', '~'))
        {
            return Encoded(path) + (cut ? CutMark : "");
        }

        return cut ? string.Concat(path, CutMark) : path.Length == rawTarget.Length ? rawTarget : path.ToString();
    }

    /// <summary>The server lets control characters through, and a terminal that shows a log obeys them.</summary>
    private static string Encoded(ReadOnlySpan<char> path)
    {
        var printable = new StringBuilder(path.Length + 16);
        foreach (var character in path)
        {
            if (character is >= '!' and <= '~')
            {
                printable.Append(character);
            }
            else
            {
                printable.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
        }

        return printable.ToString();
    }
}
