namespace MockProvider.Answers;

/// <summary>Compares a request's path with an endpoint's, whose last segment may be a parameter in braces.</summary>
internal static class PathPattern
{
    public static bool Matches(string pattern, string path)
    {
        var brace = Brace(pattern);
        return brace == pattern.Length
            ? pattern == path
            : path.Length > brace && path.StartsWith(pattern[..brace], StringComparison.Ordinal) && path.IndexOf('/', brace) < 0;
    }

    /// <summary>What stands in a matching path where the pattern has its parameter; nothing when it has none.</summary>
    public static string Parameter(string pattern, string path) => path[Brace(pattern)..];

    private static int Brace(string pattern) => pattern.IndexOf('{', StringComparison.Ordinal) is var index and >= 0 ? index : pattern.Length;
}
