using System.Buffers;

namespace Broker.Service.Configuration.Sections;

/// <summary>Validates paths: refuses whatever a server on the way might decode, collapse or convert.</summary>
internal static class TargetPath
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\");

    /// <summary>Returns what is wrong with a path, as a sentence; null if it is valid.</summary>
    public static string? FindProblem(string path)
    {
        if (!path.StartsWith('/'))
        {
            return "A path begins with /.";
        }

        if (path.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "A path holds visible ASCII characters only; write others percent-encoded.";
        }

        if (path.AsSpan().ContainsAny("?#\\"))
        {
            return "A path holds no ?, # or \\.";
        }

        if (!IsWellEscaped(path))
        {
            return "A % in a path is followed by two hexadecimal digits.";
        }

        return HasDotSegment(Uri.UnescapeDataString(path)) ? "A path holds no segment . or .., however encoded." : null;
    }

    private static bool IsWellEscaped(string path)
    {
        for (var at = path.IndexOf('%', StringComparison.Ordinal); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasDotSegment(string decoded)
    {
        foreach (var range in decoded.AsSpan().SplitAny(Separators))
        {
            var segment = decoded.AsSpan()[range];

            // Some servers remove parameters of a segment first: to them "..;x" is "..".
            var name = segment.IndexOf(';') is >= 0 and var end ? segment[..end] : segment;
            if (name is "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}
