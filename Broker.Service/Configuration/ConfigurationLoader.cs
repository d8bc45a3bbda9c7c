using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Sections;

namespace Broker.Service.Configuration;

/// <summary>Reads file, environment and command line into <see cref="Settings"/> or a list of problems.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The file beside the binary, used if none is named.</summary>
    public static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.dry-run.json");

    /// <summary>Reads and checks the whole configuration.</summary>
    /// <param name="configPath">The value of <c>--config</c>; null for <see cref="DefaultPath"/>.</param>
    /// <param name="urls">The value of <c>--urls</c>, or null.</param>
    /// <param name="workingFolder">Base of relative paths; null for the working folder of the process.</param>
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

        var root = SettingsNode.Root(file, variables, report);
        var context = new SettingsContext(environment, path, workingFolder);
        var settings = GeneralForm.IsGiven(root) ? GeneralForm.Read(root, urls, context) : FlatFile.Read(root, urls, context);
        if (file is null)
        {
            // Without the file, only problems with names of variables are certain.
            return new ConfigurationResult.Failed(path, [.. report.Problems.Where(problem => problem.Stage <= ProblemStage.Variables)]);
        }

        return report.Problems is [_, ..] problems
            ? new ConfigurationResult.Failed(path, problems)
            : new ConfigurationResult.Loaded(path, settings, report.Effective, report.Warnings);
    }

    /// <summary>Returns the folder of the binary if the working folder was removed.</summary>
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

    /// <summary>Returns the path unchanged if it has no full form (an empty one, say); reading it reports the problem.</summary>
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
