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
        rawTarget = Visible(rawTarget);
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

        if (path.Length > MaxLength)
        {
            return string.Concat(path[..MaxLength], CutMark);
        }

        return path.Length == rawTarget.Length ? rawTarget : path.ToString();
    }

    /// <summary>The server lets control characters through, and a terminal that shows a log obeys them.</summary>
    private static string Visible(string rawTarget)
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
