using System.Buffers;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads headers that are added to every request. Their values are never shown: some of them are keys.</summary>
internal static class ExtraHeadersSection
{
    private const string ProxyPrefix = "Proxy-";

    /// <summary>Characters of a token (RFC 9110, section 5.6.2).</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Headers that the broker or the connection sets, and the caller token's.</summary>
    private static readonly string[] Reserved =
    [
        CallerTokenHeaders.Authorization, "Host", "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length", "Expect", "Accept-Encoding", CallerTokenHeaders.BrokerToken,
    ];

    public static IReadOnlyDictionary<string, string> Read(SettingsNode node)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (node.Value is { Kind: not SourceKind.Object } value)
        {
            node.Report(value.Described, "Give an object of strings: {\"OpenAI-Organization\": \"…\"}.");
        }

        foreach (var member in node.Members)
        {
            var text = member.TextOrNull();
            if ((FindNameProblem(member.Name) ?? FindValueProblem(text) ?? Add(headers, member.Name, text)) is { } problem)
            {
                member.Report(text is null ? member.Value?.Described : "***", problem);
            }
        }

        node.Show(headers.Count == 0 ? "none" : string.Join(", ", headers.Keys.Select(name => $"{name}: ***")));
        return headers;
    }

    private static string? Add(Dictionary<string, string> headers, string name, string? text) => headers.TryAdd(name, text ?? "")
        ? null
        : "Another one differs in case only, and case does not count. Keep one of them.";

    private static string? FindNameProblem(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return "This is not the name of a header. Letters, digits and - are safe in one; spaces and colons are not allowed.";
        }

        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(ProxyPrefix, StringComparison.OrdinalIgnoreCase)
            ? "This header may not be set: the broker or the connection decides about it. Remove it."
            : null;
    }

    private static string? FindValueProblem(string? value)
    {
        if (value is null)
        {
            return "Give a string.";
        }

        return value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.AsSpan().Trim(' ').Length != value.Length
            ? "The value (not shown) holds a line break or another character that is not printable ASCII, or a space at an end."
                + " Give one without."
            : null;
    }
}
