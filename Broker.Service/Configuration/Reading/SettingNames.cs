namespace Broker.Service.Configuration.Reading;

/// <summary>The names of the keys, as files and environment variables spell them.</summary>
internal static class SettingNames
{
    /// <summary>Names the schema of the file, for editors; means nothing to the broker.</summary>
    public const string Schema = "$schema";

    /// <summary><see cref="BrokerOptions.ListenHost"/>.</summary>
    public const string ListenHost = "listen_host";

    /// <summary><see cref="BrokerOptions.ListenPort"/>.</summary>
    public const string ListenPort = "listen_port";

    /// <summary><see cref="BrokerOptions.AllowRemote"/>.</summary>
    public const string AllowRemote = "allow_remote";

    /// <summary><see cref="BrokerOptions.Mode"/>.</summary>
    public const string Mode = "mode";

    /// <summary><see cref="BrokerOptions.UpstreamBaseUrl"/>.</summary>
    public const string UpstreamBaseUrl = "upstream_base_url";

    /// <summary><see cref="BrokerOptions.AllowedPaths"/>.</summary>
    public const string AllowedPaths = "allowed_paths";

    /// <summary><see cref="BrokerOptions.ClientTokenEnv"/>.</summary>
    public const string ClientTokenEnv = "client_token_env";

    /// <summary><see cref="BrokerOptions.SecretSource"/>.</summary>
    public const string SecretSource = "secret_source";

    /// <summary><see cref="SecretSourceOptions.Kind"/>, inside <see cref="SecretSource"/>.</summary>
    public const string SecretKind = "kind";

    /// <summary><see cref="SecretSourceOptions.Name"/>, inside <see cref="SecretSource"/>.</summary>
    public const string SecretName = "name";

    /// <summary><see cref="SecretSourceOptions.Argv"/>, inside <see cref="SecretSource"/>.</summary>
    public const string SecretArgv = "argv";

    /// <summary><see cref="SecretSourceOptions.Path"/>, inside <see cref="SecretSource"/>.</summary>
    public const string SecretPath = "path";

    /// <summary><see cref="BrokerOptions.MaxRequestBytes"/>.</summary>
    public const string MaxRequestBytes = "max_request_bytes";

    /// <summary><see cref="BrokerOptions.UpstreamTimeout"/>.</summary>
    public const string UpstreamTimeoutSeconds = "upstream_timeout_seconds";

    /// <summary><see cref="BrokerOptions.ExtraHeaders"/>.</summary>
    public const string ExtraHeaders = "extra_headers";

    /// <summary><see cref="BrokerOptions.EventsPath"/>.</summary>
    public const string EventsPath = "events_path";

    /// <summary><see cref="BrokerOptions.EventsMaxBytes"/>.</summary>
    public const string EventsMaxBytes = "events_max_bytes";

    /// <summary><see cref="BrokerOptions.EventsKeep"/>.</summary>
    public const string EventsKeep = "events_keep";

    /// <summary><see cref="BrokerOptions.EventsChain"/>.</summary>
    public const string EventsChain = "events_chain";

    /// <summary><see cref="BrokerOptions.Urls"/>: no key of the file, only of the command line and <c>ASPNETCORE_URLS</c>.</summary>
    public const string Urls = "urls";
}
