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
        var listen = ListenSection.Read(root, urls, context, hasToken: token.IsGiven, "client_token_env");
        var mode = ModeSection.Read(root.Scalar("mode"));
        var url = root.Scalar("upstream_base_url");
        var (baseUrl, isDiscovered) = BaseUrlSection.Read(url, context);
        var routes = RoutesSection.Read(root.List("allowed_paths"));
        var caller = CallerSection.Read(token, context);
        var source = root.Section("secret_source", kind: "kind");
        var secretSource = new SecretSourceSection(source, context).Read(mode);
        var maxRequestBytes = LimitsSection.MaxRequestBytes(root.Scalar("max_request_bytes"), 262_144);
        var timeout = LimitsSection.Seconds(root.Scalar("upstream_timeout_seconds"), 30);
        var upstream = new UpstreamSettings
        {
            BaseUrl = baseUrl,
            IsDiscovered = isDiscovered,
            Routes = routes,
            SecretSource = secretSource,
            MaxRequestBytes = maxRequestBytes,
            FirstByteTimeout = timeout,
            IdleTimeout = timeout,
            ExtraHeaders = ExtraHeadersSection.Read(root.Map("extra_headers", "NAME, with the name of a header")),
        };
        OwnAddress.Refuse(url, upstream, listen);
        var maxBuffered = LimitsSection.MaxBufferedBytes(root.Scalar("max_buffered_bytes"), maxRequestBytes);
        var eventsPath = root.Scalar("events_path");
        var events = EventsSection.Read(root, eventsPath, context, defaultBytes: 0);
        SharedSources.WarnOfVariable(token, caller, source, secretSource);
        SharedSources.RefuseKeyFile(eventsPath, events, source, secretSource);
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
}
