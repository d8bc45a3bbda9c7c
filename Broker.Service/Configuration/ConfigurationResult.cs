namespace Broker.Service.Configuration;

/// <summary>Result of reading the configuration.</summary>
/// <param name="FilePath">Path of the configuration file in use; full, if the given path has a full form.</param>
internal abstract record ConfigurationResult(string FilePath)
{
    /// <summary>The configuration is valid.</summary>
    /// <param name="Effective">Each key with the value in effect and its origin, for printing.</param>
    /// <param name="Warnings">What is valid but probably not intended, in one or two sentences each.</param>
    internal sealed record Loaded(
        string FilePath,
        Settings Settings,
        IReadOnlyList<EffectiveSetting> Effective,
        IReadOnlyList<string> Warnings) : ConfigurationResult(FilePath);

    /// <summary>The configuration is invalid; the broker must not start.</summary>
    /// <param name="Problems">Every problem, at least one.</param>
    internal sealed record Failed(string FilePath, IReadOnlyList<ConfigurationProblem> Problems) : ConfigurationResult(FilePath);
}

/// <summary>Where a problem was found. Problems are reported in this order.</summary>
internal enum ProblemStage
{
    /// <summary>The file as a whole.</summary>
    File,

    /// <summary>Names of environment variables.</summary>
    Variables,

    /// <summary>Unknown keys of the file.</summary>
    UnknownKeys,

    Values,
}

/// <summary>One problem of the configuration. Never holds a secret.</summary>
/// <param name="Key">The key; if there is none, the environment variable or option.</param>
/// <param name="Value">The value, safe to print; null if there is none or it might be a secret.</param>
/// <param name="Remedy">What is wrong, and what to write instead.</param>
internal sealed record ConfigurationProblem(string Key, string? Value, string Remedy, SettingOrigin Origin, ProblemStage Stage);

/// <summary>One setting in effect, for printing.</summary>
/// <param name="Value">The value, safe to print.</param>
internal sealed record EffectiveSetting(string Key, string Value, SettingOrigin Origin);
