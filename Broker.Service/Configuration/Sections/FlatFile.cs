using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the lab's form: one level of keys for one upstream, its routes and at most one caller.</summary>
internal static class FlatFile
{
    /// <summary>Reads all keys. Reports every problem and continues with defaults.</summary>
    /// <param name="urls">The value of <c>--urls</c>, or null.</param>
    public static Settings Read(SettingsNode root, string? urls, SettingsContext context)
    {
        var token = root.Scalar("client_token_env");
        var listen = ListenSection.Read(root, urls, context, hasToken: token.IsGiven);
        var mode = ModeSection.Read(root.Scalar("mode"));
        var url = root.Scalar("upstream_base_url");
        var (baseUrl, isDiscovered) = BaseUrlSection.Read(url, context);
        var routes = RoutesSection.Read(root.List("allowed_paths"));
        var caller = CallerSection.Read(token, context);
        var source = root.Section("secret_source", kind: "kind");
        var upstream = new UpstreamSettings
        {
            BaseUrl = baseUrl,
            IsDiscovered = isDiscovered,
            Routes = routes,
            SecretSource = new SecretSourceSection(source, context).Read(mode),
            MaxRequestBytes = LimitsSection.MaxRequestBytes(root.Scalar("max_request_bytes")),
            Timeout = LimitsSection.Timeout(root.Scalar("upstream_timeout_seconds")),
            ExtraHeaders = ExtraHeadersSection.Read(root.Map("extra_headers", "NAME, with the name of a header")),
        };
        OwnAddress.Refuse(url, upstream, listen);
        var maxBuffered = LimitsSection.MaxBufferedBytes(root.Scalar("max_buffered_bytes"), upstream.MaxRequestBytes);
        var eventsPath = root.Scalar("events_path");
        var events = EventsSection.Read(root, eventsPath, context);
        WarnOfSharedVariable(token, caller, source, upstream.SecretSource);
        RefuseKeyFile(eventsPath, events, source, upstream.SecretSource);
        root.ReportUnknown();
        return new Settings
        {
            Listen = listen,
            Mode = mode,
            Upstreams = [upstream],
            Callers = caller is null ? [] : [caller],
            MaxBufferedBytes = maxBuffered,
            Events = events,
        };
    }

    private static void WarnOfSharedVariable(SettingsNode token, CallerSettings? caller, SettingsNode source, SecretSourceOptions secret)
    {
        if (secret.Name is { } name && name == caller?.TokenEnv)
        {
            token.Warn($"{token.Key} and {source.Key} name the same variable, {name}:"
                + " every host would hold the key that the broker is there to keep.");
        }
    }

    private static void RefuseKeyFile(SettingsNode eventsPath, EventSettings events, SettingsNode source, SecretSourceOptions secret)
    {
        if (secret.Path is { } path
            && (path.Equals(events.Path, StringComparison.OrdinalIgnoreCase)
                || FileStamp.Take(path).IsSameFile(FileStamp.Take(events.Path))))
        {
            eventsPath.Report(null, $"That is the file which {source.Key} names: events would be written to the key. Name another one.");
        }
    }
}
