using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the callers of the general form.</summary>
internal static class CallersSection
{
    private const string Expected = "Give an object with at least one caller: {\"codex\": {\"token_env\": \"CODEX_BROKER_TOKEN\"}}.";
    private const int MaxDigests = 2;

    /// <summary>Reads all callers.</summary>
    /// <param name="upstreams">Names of the upstreams.</param>
    /// <returns>Each with the node of its token.</returns>
    public static IReadOnlyList<(SettingsNode Token, CallerSettings Settings)> Read(
        SettingsNode root, string name, IReadOnlyList<string> upstreams, SettingsContext context)
    {
        var node = root.Sections(name, out var sections);
        if (node.Value is { Kind: not SourceKind.Object } value)
        {
            node.Report(value.Described, Expected);
        }
        else if (sections.Count == 0)
        {
            node.Report(null, $"{Expected} Without the key no caller needs a token.");
        }

        var callers = new List<(SettingsNode, CallerSettings)>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in sections.Where(SectionName.IsSound))
        {
            var caller = Read(section, upstreams, context, out var token);
            foreach (var digest in caller.TokenDigests.Append(Digest(caller, context)).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                if (!owners.TryAdd(digest, section.Key))
                {
                    section.Report(null, $"{owners[digest]} has the same token. Give each caller a token of its own.");
                }
            }

            callers.Add((token, caller));
        }

        node.ReportUnknown();
        return callers;
    }

    private static CallerSettings Read(SettingsNode node, IReadOnlyList<string> upstreams, SettingsContext context, out SettingsNode token)
    {
        token = node.Scalar("token_env");
        var digests = node.List("token_sha256");
        var settings = new CallerSettings(token.IsGiven ? CallerSection.Read(token, context)?.TokenEnv : null)
        {
            Name = node.Name,
            TokenDigests = ReadDigests(digests),
            Upstreams = ReadUpstreams(node.List("upstreams"), upstreams),
            Expires = ReadExpiry(node.Scalar("expires")),
        };
        node.ReportUnknown();
        if (token.IsGiven == digests.IsGiven)
        {
            node.Report(null, "Give token_env (the variable that holds the token) or token_sha256 (digests of tokens), one of the two.");
        }

        return settings;
    }

    private static List<string> ReadDigests(SettingsNode node)
    {
        const string DigestExpected = "Give a list of one or two SHA-256 digests of tokens, 64 hexadecimal digits each.";
        var digests = new List<string>();
        if (node.Value is { } value && (value.Kind != SourceKind.List || value.Items.Count is 0 or > MaxDigests))
        {
            node.Report(value.Described, DigestExpected);
        }

        foreach (var item in node.Items)
        {
            // What is no digest may be the token itself.
            if (item.TextOrNull() is { Length: 2 * SHA256.HashSizeInBytes } text && text.All(char.IsAsciiHexDigit))
            {
                digests.Add(text.ToLowerInvariant());
            }
            else
            {
                item.Report(item.Value is { } wrong ? $"{wrong.Described}, not shown" : null, DigestExpected);
            }
        }

        if (node.IsGiven)
        {
            node.Show($"{digests.Count.ToString(CultureInfo.InvariantCulture)} (not shown)");
        }

        return digests;
    }

    private static List<string>? ReadUpstreams(SettingsNode node, IReadOnlyList<string> known)
    {
        if (!node.IsGiven)
        {
            node.Show("all");
            return null;
        }

        var names = new List<string>();
        if (node.Value is not { Kind: SourceKind.List, Items.Count: > 0 })
        {
            node.Report(node.Value?.Shown, "Give a list of names of upstreams; without the key a caller may use all of them.");
        }

        foreach (var item in node.Items)
        {
            if (item.TextOrNull() is { } name && known.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
            else
            {
                var nearest = item.TextOrNull() is { } text && known.Count > 0 ? $" The nearest one is {NearestName.Find(text, known)}." : "";
                item.Report(item.Value?.Shown, $"There is no such upstream.{nearest}");
            }
        }

        node.Show(string.Join(", ", names));
        return names;
    }

    private static DateTimeOffset? ReadExpiry(SettingsNode node)
    {
        const string TimeExpected = "a time of RFC 3339, such as 2027-01-31T00:00:00Z";
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        var text = node.Text("", TimeExpected);
        node.Show(node.IsGiven ? text : "never");
        if (!node.IsGiven || !node.IsSound)
        {
            return null;
        }

        if (!(text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            || !DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            node.Report(DisplayText.Quote(text), $"Give {TimeExpected}.");
            return null;
        }

        if (time <= DateTimeOffset.UtcNow)
        {
            node.Warn($"{node.Key} is in the past ({DisplayText.Plain(text)}): this caller's requests are refused with client_token_expired.");
        }

        return time;
    }

    private static string? Digest(CallerSettings caller, SettingsContext context) =>
        caller.TokenEnv is { } name && context.Variable(name) is { Length: > 0 } token
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))
            : null;
}
