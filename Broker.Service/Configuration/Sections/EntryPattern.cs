using System.Buffers;

namespace Broker.Service.Configuration.Sections;

/// <summary>Parses an entry of the general form: <c>[METHOD ]/segment/{name}[:suffix]/…[?key&amp;key]</c>.</summary>
internal static class EntryPattern
{
    private static readonly SearchValues<char> Braces = SearchValues.Create("{}*");
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");

    /// <summary>Returns what is wrong with a path and its query, as a sentence; null if they are valid.</summary>
    /// <param name="text">The entry without its method.</param>
    /// <param name="path">The path as written.</param>
    /// <param name="keys">Keys of the query.</param>
    public static string? FindProblem(string text, out string path, out IReadOnlyList<string> keys)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        path = question < 0 ? text : text[..question];
        keys = question < 0 ? [] : text[(question + 1)..].Split('&');
        // A name is taken for a literal of one letter: what else must hold for the path holds for it.
        var segments = path.Split('/').Select(segment => IsParameter(segment, out _) ? "x" : segment).ToArray();
        if (Array.Exists(segments, segment => segment.AsSpan().ContainsAny(Braces)))
        {
            return "A segment is either compared byte for byte, or {name}, or {name}:suffix. A name has letters, digits and _,"
                + " and there are no other patterns.";
        }

        return TargetPath.FindProblem(string.Join('/', segments)) ?? FindQueryProblem(keys);
    }

    /// <summary>Returns true for a segment <c>{name}</c> or <c>{name}:suffix</c>.</summary>
    /// <param name="suffix">The suffix with its colon; empty for none.</param>
    public static bool IsParameter(string segment, out string suffix)
    {
        var end = segment.IndexOf('}', StringComparison.Ordinal);
        suffix = end < 0 ? "" : segment[(end + 1)..];
        return segment.StartsWith('{')
            && end > 1
            && char.IsAsciiLetter(segment[1])
            && segment[1..end].All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            && (suffix.Length == 0 || (suffix.Length > 1 && suffix[0] == ':' && !suffix.AsSpan(1).ContainsAnyExcept(NameCharacters)));
    }

    private static string? FindQueryProblem(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            var name = key.EndsWith("[]", StringComparison.Ordinal) ? key[..^2] : key;
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                return "After ? come the names of query keys with & between them, without values; a name that may repeat ends with [].";
            }
        }

        return keys.Distinct(StringComparer.Ordinal).Count() < keys.Count ? "A query key is named twice." : null;
    }
}
