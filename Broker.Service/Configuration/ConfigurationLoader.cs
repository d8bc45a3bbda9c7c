using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Rules;

namespace Broker.Service.Configuration;

/// <summary>
/// Turns the configuration file, the environment and the command line into <see cref="BrokerOptions"/>, or into everything that
/// keeps the broker from starting. Never throws for what a user wrote.
/// </summary>
internal static class ConfigurationLoader
{
    /// <summary>The file that is used when none is named, beside the binary.</summary>
    public static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.dry-run.json");

    /// <summary>Reads and checks everything.</summary>
    /// <param name="configPath">The file named by <c>--config</c>; null for <see cref="DefaultPath"/>.</param>
    /// <param name="urls">The value of <c>--urls</c>, or null.</param>
    /// <param name="environment">The environment of the process.</param>
    /// <param name="workingFolder">Where relative paths begin; null for the working folder of the process.</param>
    public static ConfigurationResult Load(string? configPath, string? urls, IProcessEnvironment environment, string? workingFolder = null)
    {
        workingFolder ??= WorkingFolder();
        var path = FullPath(configPath ?? DefaultPath, workingFolder);
        var problems = new List<ConfigurationProblem>();
        var file = new ConfigurationFile(path, configPath is null ? SettingOrigin.Default : SettingOrigin.CommandLine, problems).Read();
        var overrides = new EnvironmentSettings(environment, problems).Read();
        if (file is null)
        {
            return new ConfigurationResult.Failed(path, problems);
        }

        UnknownKeyRule.Read(file, problems);
        var reader = new SettingsReader(SettingsMerge.Of(file.Members, overrides), environment, problems);
        var options = Options(reader, urls, path, workingFolder);
        if (options.SecretSource.Name is { } name && name == options.ClientTokenEnv)
        {
            reader.Warn($"{SettingNames.ClientTokenEnv} and {SettingNames.SecretSource} name the same variable, {name}: every host would hold the key that the broker is there to keep.");
        }

        if (options.SecretSource.Path is { } secret && IsSameFile(secret, options.EventsPath))
        {
            reader.Report(
                SettingNames.EventsPath,
                null,
                $"That is the file which {SettingNames.SecretSource} names: events would be written to the key. Name another one.",
                reader.Find(SettingNames.EventsPath)?.Origin ?? SettingOrigin.Default);
        }

        return problems.Count > 0
            ? new ConfigurationResult.Failed(path, problems)
            : new ConfigurationResult.Loaded(path, options, reader.Effective, reader.Warnings);
    }

    private static BrokerOptions Options(SettingsReader reader, string? urls, string path, string workingFolder)
    {
        FilePermissionRule.Read(reader, path);
        var hasToken = reader.Find(SettingNames.ClientTokenEnv) is not null;
        var allowRemote = ListenRule.AllowRemote(reader);
        var listenUrls = UrlsRule.Read(reader, urls, ListenRule.Missing(allowRemote.Value || !allowRemote.IsSound, hasToken));
        var (host, port) = ListenRule.Read(reader, allowRemote, hasToken);
        var mode = ModeRule.Read(reader);
        var (baseUrl, isDiscovered) = UpstreamRule.Read(reader);
        var options = new BrokerOptions
        {
            ListenHost = host,
            ListenPort = port,
            Urls = listenUrls,
            AllowRemote = allowRemote.Value,
            Mode = mode,
            UpstreamBaseUrl = baseUrl,
            UpstreamIsDiscovered = isDiscovered,
            AllowedPaths = AllowedPathsRule.Read(reader),
            ClientTokenEnv = ClientTokenRule.Read(reader),
            SecretSource = new SecretSourceRule(reader, Path.GetDirectoryName(path) ?? workingFolder).Read(mode),
            MaxRequestBytes = LimitsRule.MaxRequestBytes(reader),
            UpstreamTimeout = LimitsRule.UpstreamTimeout(reader),
            ExtraHeaders = ExtraHeadersRule.Read(reader),
            EventsPath = new EventsPathRule(reader, path, workingFolder).Read(),
        };
        var (maxBytes, keep) = EventsRule.Rotation(reader);
        return options with { EventsMaxBytes = maxBytes, EventsKeep = keep, EventsChain = EventsRule.Chain(reader) };
    }

    private static bool IsSameFile(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || FileStamp.Of(one).IsSameFile(FileStamp.Of(other));

    /// <summary>The working folder may have been removed by now; then relative paths begin beside the binary.</summary>
    private static string WorkingFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return AppContext.BaseDirectory;
        }
    }

    /// <summary>A path that cannot be made full (an empty one, say) stays as it is; reading it reports what is wrong.</summary>
    private static string FullPath(string path, string workingFolder)
    {
        try
        {
            return Path.GetFullPath(path, workingFolder);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return path;
        }
    }
}
