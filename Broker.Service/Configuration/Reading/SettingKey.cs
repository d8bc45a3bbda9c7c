namespace Broker.Service.Configuration.Reading;

/// <summary>One key of the configuration.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="Shape">How it is built up.</param>
internal sealed record SettingKey(string Name, SettingShape Shape)
{
    /// <summary>Every key, in the order of the documentation.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(SettingNames.ListenHost, SettingShape.Scalar),
        new(SettingNames.ListenPort, SettingShape.Scalar),
        new(SettingNames.AllowRemote, SettingShape.Scalar),
        new(SettingNames.Mode, SettingShape.Scalar),
        new(SettingNames.UpstreamBaseUrl, SettingShape.Scalar),
        new(SettingNames.AllowedPaths, SettingShape.List),
        new(SettingNames.ClientTokenEnv, SettingShape.Scalar),
        new(SettingNames.SecretSource, SettingShape.SecretSource),
        new(SettingNames.MaxRequestBytes, SettingShape.Scalar),
        new(SettingNames.UpstreamTimeoutSeconds, SettingShape.Scalar),
        new(SettingNames.ExtraHeaders, SettingShape.Map),
        new(SettingNames.EventsPath, SettingShape.Scalar),
        new(SettingNames.EventsMaxBytes, SettingShape.Scalar),
        new(SettingNames.EventsKeep, SettingShape.Scalar),
        new(SettingNames.EventsChain, SettingShape.Scalar),
    ];

    /// <summary>The members of <c>secret_source</c>; <c>argv</c> is a list.</summary>
    public static IReadOnlyList<SettingKey> SecretSourceMembers { get; } =
    [
        new(SettingNames.SecretKind, SettingShape.Scalar),
        new(SettingNames.SecretName, SettingShape.Scalar),
        new(SettingNames.SecretArgv, SettingShape.List),
        new(SettingNames.SecretPath, SettingShape.Scalar),
    ];
}
