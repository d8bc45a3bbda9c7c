using System.Buffers;
using System.Text;

namespace Broker.Service.Policy;

/// <summary>Checks a query and rebuilds it from checked parts: each key at most once, in any order, with values of harmless characters.</summary>
/// <param name="keys">Keys that are allowed; with <c>[]</c> at the end for one that may repeat.</param>
internal sealed class QueryRule(IReadOnlyList<string> keys)
{
    private const int MaxValue = 256;
    private const string ListMark = "[]";
    private const string EscapedListMark = "%5B%5D";

    /// <summary>The one key whose values are base64, which clients escape.</summary>
    private const string Base64Key = "pageToken";

    private static readonly string[] Base64Escapes = ["%2B", "%2F", "%3D"];

    private static readonly SearchValues<char> ValueCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._~:,-");

    /// <summary>Returns true if the query is allowed.</summary>
    /// <param name="query">What follows the <c>?</c>.</param>
    /// <param name="rebuilt">The query to send, with its <c>?</c>.</param>
    /// <param name="refusedKey">The key that is not allowed; empty if the query is malformed.</param>
    public bool TryRebuild(string query, out string rebuilt, out string refusedKey)
    {
        var text = new StringBuilder("?");
        var used = new HashSet<string>(StringComparer.Ordinal);
        (rebuilt, refusedKey) = ("", "");
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // Not named in the answer: it may be a value.
                return false;
            }

            var (name, value) = (pair[..equals], pair[(equals + 1)..]);
            var key = Find(name);
            if (key is null || (!used.Add(key) && !key.EndsWith(ListMark, StringComparison.Ordinal)) || !IsHarmless(key, value))
            {
                refusedKey = name;
                return false;
            }

            text.Append(text.Length > 1 ? "&" : "").Append(key).Append('=').Append(value);
        }

        rebuilt = text.ToString();
        return true;
    }

    private string? Find(string name) => keys.FirstOrDefault(key =>
        key == name
        || (key.EndsWith(ListMark, StringComparison.Ordinal)
            && name.Equals(key[..^ListMark.Length] + EscapedListMark, StringComparison.OrdinalIgnoreCase)
            && name.StartsWith(key[..^ListMark.Length], StringComparison.Ordinal)));

    private static bool IsHarmless(string key, string value)
    {
        if (value.Length > MaxValue)
        {
            return false;
        }

        if (key == Base64Key)
        {
            value = Base64Escapes.Aggregate(value, (text, escape) => text.Replace(escape, "", StringComparison.Ordinal));
        }

        return !value.AsSpan().ContainsAnyExcept(ValueCharacters);
    }
}
