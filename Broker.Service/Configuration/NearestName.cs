namespace Broker.Service.Configuration;

/// <summary>Finds the name that was probably meant, by edit distance.</summary>
internal static class NearestName
{
    /// <summary>Length limit of compared names: the cost is the product of both lengths.</summary>
    private const int MaxComparedLength = 64;

    /// <summary>
    /// Returns the candidate with the fewest edits from <paramref name="name"/>, relative to the longer of the two, so that short
    /// candidates are not near to everything; the first one of equals.
    /// </summary>
    /// <param name="name">The unknown name. Case is ignored, and <c>-</c> equals <c>_</c>.</param>
    /// <param name="candidates">Known names, at least one.</param>
    public static string Find(string name, IEnumerable<string> candidates)
    {
        var written = Folded(name);
        return candidates.MinBy(candidate => Edits(written, Folded(candidate)) / (double)Math.Max(written.Length, candidate.Length))
            ?? throw new ArgumentException("There is no candidate.", nameof(candidates));
    }

    private static string Folded(string name) =>
        name[..Math.Min(name.Length, MaxComparedLength)].Replace('-', '_').ToUpperInvariant();

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
