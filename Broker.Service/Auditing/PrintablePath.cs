using System.Globalization;
using System.Text;

namespace Broker.Service.Auditing;

/// <summary>Makes a request target printable: no query, no authority, limited length, visible ASCII only.</summary>
internal static class PrintablePath
{
    /// <summary>Longest path, in characters; a longer one is cut and ends in <see cref="CutMark"/>.</summary>
    public const int MaxLength = 512;

    /// <summary>Marks a path that was cut.</summary>
    public const string CutMark = "…";

    /// <summary>Removes what must not be printed: a query can hold a credential, and so can the user info before a host name.</summary>
    public static string From(string rawTarget)
    {
        rawTarget = Escape(rawTarget);
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
            // CONNECT has an authority instead of a path.
            path = path[(path.LastIndexOf('@') + 1)..];
        }

        if (path.Length > MaxLength)
        {
            return string.Concat(path[..MaxLength], CutMark);
        }

        return path.Length == rawTarget.Length ? rawTarget : path.ToString();
    }

    /// <summary>Escapes control characters, which the server accepts and a terminal would obey.</summary>
    private static string Escape(string rawTarget)
    {
        if (!rawTarget.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return rawTarget;
        }

        var visible = new StringBuilder(rawTarget.Length + 16);
        foreach (var character in rawTarget)
        {
            if (character is >= '!' and <= '~')
            {
                visible.Append(character);
            }
            else
            {
                visible.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
        }

        return visible.ToString();
    }
}
