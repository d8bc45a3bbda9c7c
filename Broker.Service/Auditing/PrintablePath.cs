namespace Broker.Service.Auditing;

/// <summary>The form in which a request target may be printed: without a query, an authority or control characters, of bounded length.</summary>
internal static class PrintablePath
{
    /// <summary>Longest path, in characters; a longer one is cut and ends in <see cref="CutMark"/>.</summary>
    public const int MaxLength = 512;

    /// <summary>What marks a path that was cut.</summary>
    public const string CutMark = "…";

    // Takes the place of a control character: terminals obey those, and logs are read in terminals.
    private const char Unprintable = '\ufffd';

    /// <summary>Cuts what must not be printed: a query can hold a credential, and so can the user info of an absolute target.</summary>
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

        if (!path.StartsWith('/'))
        {
            // The authority that CONNECT names.
            path = path[(path.LastIndexOf('@') + 1)..];
        }

        if (path.Length > MaxLength)
        {
            return string.Concat(Plain(path[..MaxLength].ToString()), CutMark);
        }

        return Plain(path.Length == rawTarget.Length ? rawTarget : path.ToString());
    }

    private static string Plain(string path) =>
        path.AsSpan().ContainsAnyInRange('\0', '\u001f') || path.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            ? string.Concat(path.Select(character => char.IsControl(character) ? Unprintable : character))
            : path;
}
