using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads how the key of an upstream is attached.</summary>
internal static class CredentialSection
{
    private const string PrefixExpected = "what stands before the key in the header's value, such as \"Bearer \", or an empty string";

    /// <summary>Reads <c>credential</c>.</summary>
    /// <param name="upstream">Node of the upstream.</param>
    /// <param name="preset">The provider's own.</param>
    public static CredentialSettings Read(SettingsNode upstream, CredentialSettings preset)
    {
        var node = upstream.Section("credential", kind: "header");
        var (header, prefix) = (node.Scalar("header"), node.Scalar("prefix"));
        node.ReportUnknown();
        if (node.Value is { Kind: not SourceKind.Object } value)
        {
            node.Report(value.Described, "Give an object: {\"header\": \"x-api-key\", \"prefix\": \"\"}.");
        }

        var name = header.Text(preset.Header, "the name of a header");
        if (header.IsSound && (HeaderName.FindProblem(name) ?? FindProblem(name)) is { } problem)
        {
            header.Report(DisplayText.Quote(name), problem);
        }

        // Another header has no scheme, unless one is given.
        var before = prefix.Text(header.IsGiven && name != preset.Header ? "" : preset.Prefix, PrefixExpected);
        if (prefix.IsSound && (before.AsSpan().ContainsAnyExceptInRange(' ', '~') || before.StartsWith(' ') || before.Length > 32))
        {
            prefix.Report(null, $"Give {PrefixExpected}: at most 32 printable ASCII characters.");
        }

        node.Show($"{name}: {before}***");
        return new(name, before);
    }

    private static string? FindProblem(string name) =>
        HeaderName.IsOfConnection(name) || name.Equals(CallerTokenHeaders.BrokerToken, StringComparison.OrdinalIgnoreCase)
            ? "The key cannot be in this header: the broker or the connection decides about it."
            : null;
}
