using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the names of headers that a host may send on, besides those of every upstream.</summary>
internal static class RequestHeadersSection
{
    private const string Expected = "Give a list of names of headers; a * at the end of one stands for any rest: [\"anthropic-*\", \"x-app\"].";

    /// <summary>Returns the names; the preset's if the configuration has none.</summary>
    public static IReadOnlyList<string> Read(SettingsNode node, IReadOnlyList<string> preset, CredentialSettings credential)
    {
        var names = new List<string>(node.IsGiven ? [] : preset);
        if (node.Value is { Kind: not SourceKind.List } value)
        {
            node.Report(value.Shown, Expected);
        }

        foreach (var item in node.Items)
        {
            if (item.TextOrNull() is not { } name)
            {
                item.Report(item.Value?.Shown, Expected);
            }
            else if (FindProblem(name, credential) is { } problem)
            {
                item.Report(DisplayText.Quote(name), problem);
            }
            else
            {
                names.Add(name);
            }
        }

        node.Show(names.Count == 0 ? "none" : string.Join(", ", names));
        return names;
    }

    private static string? FindProblem(string name, CredentialSettings credential)
    {
        var start = name.EndsWith('*') ? name[..^1] : name;
        return HeaderName.FindProblem(start.Replace('*', ' ')) ?? (HeaderName.MayPass(start, credential)
            ? null
            : "A host may not send on this header: it is a credential's, a cookie's or the connection's.");
    }
}
