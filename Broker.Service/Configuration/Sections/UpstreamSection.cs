using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads one upstream of the general form.</summary>
/// <param name="Settings">What was read.</param>
/// <param name="Url">Node of <c>base_url</c>.</param>
/// <param name="Prefix">Node of <c>path_prefix</c>.</param>
/// <param name="Source">Node of <c>secret_source</c>.</param>
internal sealed record UpstreamSection(UpstreamSettings Settings, SettingsNode Url, SettingsNode Prefix, SettingsNode Source)
{
    private const int DefaultRequestBytes = 32 * 1024 * 1024;
    private static readonly string[] Reserved = ["healthz", "health", "alive", "api", "broker"];

    /// <summary>Length limits of the bodies that are held in memory.</summary>
    public IEnumerable<int> JsonLimits => Settings.Routes
        .Where(route => route.Body == BodyRule.Json)
        .Select(route => route.MaxRequestBytes ?? Settings.MaxRequestBytes);

    /// <summary>Reads the upstream. Reports every problem and continues with defaults.</summary>
    public static UpstreamSection Read(SettingsNode node, BrokerMode mode, SettingsContext context)
    {
        var preset = ReadProvider(node.Scalar("provider"), out var isKnown);
        var url = node.Scalar("base_url");
        var (baseUrl, isDiscovered) = BaseUrlSection.Read(url, context, preset.BaseUrl ?? (isKnown ? null : "https://provider.invalid"));
        var prefix = node.Scalar("path_prefix");
        var pathPrefix = ReadPrefix(prefix, $"/{node.Name}");
        var source = node.Section("secret_source", kind: "kind");
        var secretSource = new SecretSourceSection(source, context).Read(mode);
        if (!source.IsGiven)
        {
            source.Report(null, "The key is missing. Say where the key comes from; {\"kind\": \"none\"} sends none.");
        }

        var credential = CredentialSection.Read(node, preset.Credential);
        var (allowed, additional) = (node.List("allowed_paths"), node.List("additional_paths"));
        var routes = RoutesSection.Read(allowed, additional, preset);
        allowed.Show(allowed.IsGiven ? CountEntries(allowed) : "the provider's");
        additional.Show(CountEntries(additional));
        var settings = new UpstreamSettings
        {
            Name = node.Name,
            PathPrefix = pathPrefix,
            BaseUrl = baseUrl,
            IsDiscovered = isDiscovered,
            Dialect = preset.Dialect,
            ProviderName = preset.TelemetryName,
            SecretSource = secretSource,
            Credential = credential,
            Routes = routes,
            RequestHeaders = RequestHeadersSection.Read(node.List("request_headers"), preset.RequestHeaders, credential),
            ExtraHeaders = ExtraHeadersSection.Read(node.Map("extra_headers", "NAME, with the name of a header"), credential.Header),
            MaxRequestBytes = LimitsSection.MaxRequestBytes(node.Scalar("max_request_bytes"), DefaultRequestBytes),
            FirstByteTimeout = LimitsSection.Seconds(node.Scalar("first_byte_timeout_seconds"), 600),
            IdleTimeout = LimitsSection.Seconds(node.Scalar("idle_timeout_seconds"), 300),
            PoolIdle = ReadPoolIdle(node.Scalar("pool_idle_seconds"), baseUrl),
            EgressProxy = ReadProxy(node.Scalar("egress_proxy"), baseUrl),
        };
        node.ReportUnknown();
        return new(settings, url, prefix, source);
    }

    /// <summary>Reports upstreams of which one has the path prefix of another, or the beginning of it.</summary>
    public static void RefuseOverlaps(IReadOnlyList<UpstreamSection> upstreams)
    {
        foreach (var (index, upstream) in upstreams.Index())
        {
            var path = upstream.Settings.PathPrefix;
            var other = upstreams.Take(index).Concat(upstreams.Skip(index + 1)).FirstOrDefault(other =>
                path == other.Settings.PathPrefix
                || (path.Length > 0 && other.Settings.PathPrefix.StartsWith($"{path}/", StringComparison.Ordinal)));
            if (other is not null && upstream.Prefix.IsSound)
            {
                upstream.Prefix.Report(
                    DisplayText.Quote(path),
                    $"{other.Prefix.Key} is {DisplayText.Quote(other.Settings.PathPrefix)}: no prefix may be another one, or the beginning of another one."
                        + " At most one upstream has an empty one.");
            }
        }
    }

    private static ProviderPreset ReadProvider(SettingsNode node, out bool isKnown)
    {
        var names = ProviderPreset.All.Select(preset => preset.Name).ToArray();
        var text = node.TextOrNull();
        isKnown = ProviderPreset.Find(text) is not null;
        if (!isKnown)
        {
            var nearest = text is null ? "" : $" The nearest one is {NearestName.Find(text, names)}.";
            var missing = node.IsGiven ? "" : "The key is missing. ";
            node.Report(node.Value?.Shown, $"{missing}Give one of {string.Join(", ", names)}.{nearest}");
        }

        node.Show(text ?? "none");
        return ProviderPreset.Find(text) ?? ProviderPreset.All[^1];
    }

    private static string ReadPrefix(SettingsNode node, string fallback)
    {
        const string Expected = "a path such as /openai, without a slash at its end, or an empty string";
        var prefix = node.Text(fallback, Expected);
        if (node.IsSound && FindPrefixProblem(prefix) is { } problem)
        {
            node.Report(DisplayText.Quote(prefix), $"{problem} Give {Expected}.");
        }

        node.Show(prefix.Length == 0 ? "(empty)" : prefix);
        return prefix;
    }

    private static string? FindPrefixProblem(string prefix)
    {
        if (prefix.Length == 0)
        {
            return null;
        }

        if (TargetPath.FindProblem(prefix) is { } problem)
        {
            return problem;
        }

        var segments = prefix[1..].Split('/');
        return segments.Contains("") || prefix.AsSpan().ContainsAny("{}*%") ? "A prefix has whole segments, each compared byte for byte."
            : Reserved.Contains(segments[0], StringComparer.OrdinalIgnoreCase) ? "The broker itself answers under this name."
            : null;
    }

    // The entries themselves are shown as a table.
    private static string CountEntries(SettingsNode list) => list.Items.Count() switch
    {
        0 => "none",
        1 => "1 entry",
        var count => $"{count.ToString(CultureInfo.InvariantCulture)} entries",
    };

    private static TimeSpan? ReadPoolIdle(SettingsNode node, string baseUrl)
    {
        var isPlain = baseUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return LimitsSection.Seconds(node, isPlain ? 2 : 30);
    }

    private static Uri? ReadProxy(SettingsNode node, string baseUrl)
    {
        const string Expected = "an address such as http://proxy.example:3128, without user, password, path or query";
        var text = node.Text("", Expected, isShown: false);
        node.Show(node.IsGiven ? DisplayText.MaskUrl(text) : "none");
        if (!node.IsGiven || !node.IsSound)
        {
            return null;
        }

        var isAddress = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
            && !text.AsSpan("http://".Length).ContainsAny("@?#\\")
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "", Host.Length: > 0 };
        if (!isAddress)
        {
            node.Report(DisplayText.Quote(DisplayText.MaskUrl(text)), $"Give {Expected}.");
            return null;
        }

        if (!baseUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            node.Report(DisplayText.Quote(text), "Only an upstream with https:// is asked through a proxy: the proxy would read the key otherwise.");
        }

        return new Uri(text);
    }
}
