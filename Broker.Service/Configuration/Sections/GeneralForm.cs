using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the general form: named upstreams and callers beside the keys of the whole process.</summary>
internal static class GeneralForm
{
    private const int DefaultEventsBytes = 64 * 1024 * 1024;
    private const string Upstreams = "upstreams";
    private const string Callers = "callers";

    /// <summary>Keys of the lab's form, which an upstream or a caller has here.</summary>
    private static readonly string[] FlatKeys =
    [
        "upstream_base_url", "allowed_paths", "client_token_env", "secret_source", "max_request_bytes", "upstream_timeout_seconds", "extra_headers",
    ];

    /// <summary>Returns true if the configuration has a key of the general form.</summary>
    public static bool IsGiven(SettingsNode root) => root.Has(Upstreams) || root.Has(Callers);

    /// <summary>Reads all keys. Reports every problem and continues with defaults.</summary>
    /// <param name="urls">The value of <c>--urls</c>, or null.</param>
    public static Settings Read(SettingsNode root, string? urls, SettingsContext context)
    {
        var hasCallers = root.Has(Callers);
        var listen = ListenSection.Read(root, urls, context, hasCallers, Callers);
        var mode = ModeSection.Read(root.Scalar("mode"));
        var upstreams = ReadUpstreams(root, mode, context);
        foreach (var upstream in upstreams)
        {
            OwnAddress.Refuse(upstream.Url, upstream.Settings, listen);
        }

        UpstreamSection.RefuseOverlaps(upstreams);
        var callers = hasCallers ? CallersSection.Read(root, Callers, [.. upstreams.Select(upstream => upstream.Settings.Name)], context) : [];
        if (!hasCallers)
        {
            root.Warn("There are no callers: every program on this machine may spend the keys. Give each program a token with callers.");
        }

        var longest = upstreams.SelectMany(upstream => upstream.JsonLimits).DefaultIfEmpty(1).Max();
        var maxBuffered = LimitsSection.MaxBufferedBytes(root.Scalar("max_buffered_bytes"), longest);
        var eventsPath = root.Scalar("events_path");
        var events = EventsSection.Read(root, eventsPath, context, DefaultEventsBytes);
        foreach (var (source, secret) in upstreams.Select(upstream => (upstream.Source, upstream.Settings.SecretSource)))
        {
            SharedSources.RefuseKeyFile(eventsPath, events, source, secret);
            foreach (var (token, caller) in callers)
            {
                SharedSources.WarnOfVariable(token, caller, source, secret);
            }
        }

        RefuseFlatKeys(root);
        root.ReportUnknown();
        return new Settings
        {
            IsGeneral = true,
            Listen = listen,
            Mode = mode,
            Upstreams = [.. upstreams.Select(upstream => upstream.Settings)],
            Callers = [.. callers.Select(caller => caller.Settings)],
            MaxBufferedBytes = maxBuffered,
            Events = events,
        };
    }

    private static List<UpstreamSection> ReadUpstreams(SettingsNode root, BrokerMode mode, SettingsContext context)
    {
        const string Expected = "Give an object with at least one upstream: {\"openai\": {\"provider\": \"openai\", \"secret_source\": …}}.";
        var node = root.Sections(Upstreams, out var sections);
        if (node.Value is { Kind: not SourceKind.Object } value)
        {
            node.Report(value.Shown, Expected);
        }
        else if (sections.Count == 0)
        {
            node.Report(null, node.IsGiven ? Expected : $"The key is missing. {Expected}");
        }

        List<UpstreamSection> upstreams = [.. sections.Where(SectionName.IsSound).Select(section => UpstreamSection.Read(section, mode, context))];
        node.ReportUnknown();
        return upstreams;
    }

    private static void RefuseFlatKeys(SettingsNode root)
    {
        foreach (var key in FlatKeys.Where(root.Has))
        {
            root.Sections(key, out _).Report(
                null,
                $"{key} is a key of the lab's form, and {(root.Has(Upstreams) ? Upstreams : Callers)} one of the general form. Use one form:"
                    + " with upstreams and callers, each upstream or caller has what belongs to it.");
        }
    }
}

/// <summary>Validates names of upstreams and callers.</summary>
internal static class SectionName
{
    private const int MaxLength = 32;

    /// <summary>Returns true if the section is an object with a valid name; otherwise reports the problem.</summary>
    public static bool IsSound(SettingsNode section)
    {
        if (section.Name.Length > MaxLength || section.Name is not [>= 'a' and <= 'z', ..]
            || !section.Name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            section.Report(null, "A name has 1 to 32 lower-case letters, digits and -, and begins with a letter.");
            return false;
        }

        if (section.Value is { Kind: not SourceKind.Object } value)
        {
            section.Report(value.Described, "Give an object.");
            return false;
        }

        return true;
    }
}
