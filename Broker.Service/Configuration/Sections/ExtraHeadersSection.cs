using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads headers that are added to every request. Their values are never shown: some of them are keys.</summary>
internal static class ExtraHeadersSection
{
    /// <param name="credential">Name of the header that the key is in; null for <c>Authorization</c>.</param>
    public static IReadOnlyDictionary<string, string> Read(SettingsNode node, string? credential = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (node.Value is { Kind: not SourceKind.Object } value)
        {
            node.Report(value.Described, "Give an object of strings: {\"OpenAI-Organization\": \"…\"}.");
        }

        foreach (var member in node.Members)
        {
            var text = member.TextOrNull();
            if ((FindNameProblem(member.Name, credential) ?? FindValueProblem(text) ?? Add(headers, member.Name, text)) is { } problem)
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

    private static string? FindNameProblem(string name, string? credential)
    {
        var isReserved = HeaderName.IsOfConnection(name)
            || name.Equals(CallerTokenHeaders.Authorization, StringComparison.OrdinalIgnoreCase)
            || name.Equals(CallerTokenHeaders.BrokerToken, StringComparison.OrdinalIgnoreCase)
            || name.Equals(credential, StringComparison.OrdinalIgnoreCase);
        return HeaderName.FindProblem(name)
            ?? (isReserved ? "This header may not be set: the broker or the connection decides about it. Remove it." : null);
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
