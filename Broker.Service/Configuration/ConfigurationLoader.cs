using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Sections;

namespace Broker.Service.Configuration;

/// <summary>
/// Turns the configuration file, the environment and the command line into <see cref="Settings"/>, or into everything that
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
        var report = new SettingsReport();
        var file = new JsonFile(path, configPath is null ? SettingOrigin.Default : SettingOrigin.CommandLine, report).Read();
        var variables = EnvironmentSource.Read(environment, report);
        if (file is null && variables.Members.Count == 0)
        {
            return new ConfigurationResult.Failed(path, report.Problems);
        }

        if (file is not null && ConfiguredFile.FindConfigurationWarning(path) is { } warning)
        {
            report.Warn(warning);
        }

        var settings = FlatFile.Read(SettingsNode.Root(file, variables, report), urls, new SettingsContext(environment, path, workingFolder));
        if (file is null)
        {
            // Of what was read without the file only the names of variables count.
            return new ConfigurationResult.Failed(path, [.. report.Problems.Where(problem => problem.Stage <= ProblemStage.Variables)]);
        }

        return report.Problems is [_, ..] problems
            ? new ConfigurationResult.Failed(path, problems)
            : new ConfigurationResult.Loaded(path, settings, report.Effective, report.Warnings);
    }

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
