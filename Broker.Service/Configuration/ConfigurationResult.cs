namespace Broker.Service.Configuration;

/// <summary>What came of reading the configuration.</summary>
/// <param name="FilePath">The configuration file in use, as a full path where one can be made of it.</param>
internal abstract record ConfigurationResult(string FilePath)
{
    /// <summary>Every rule holds.</summary>
    /// <param name="FilePath">The configuration file in use.</param>
    /// <param name="Settings">The settings.</param>
    /// <param name="Effective">The settings for a reader: each key, what is in effect, and where it came from.</param>
    /// <param name="Warnings">What is allowed but deserves a word, a sentence or two each.</param>
    internal sealed record Loaded(
        string FilePath,
        Settings Settings,
        IReadOnlyList<EffectiveSetting> Effective,
        IReadOnlyList<string> Warnings) : ConfigurationResult(FilePath);

    /// <summary>The broker must not start.</summary>
    /// <param name="FilePath">The configuration file in use.</param>
    /// <param name="Problems">Everything that is wrong, at least one.</param>
    internal sealed record Failed(string FilePath, IReadOnlyList<ConfigurationProblem> Problems) : ConfigurationResult(FilePath);
}

/// <summary>What a problem was found in; problems are reported in this order.</summary>
internal enum ProblemStage
{
    /// <summary>The file as a whole.</summary>
    File,

    /// <summary>Names of environment variables.</summary>
    Variables,

    /// <summary>Keys of the file that mean nothing.</summary>
    UnknownKeys,

    /// <summary>Values.</summary>
    Values,
}

/// <summary>One thing that is wrong with the configuration. Never holds a secret.</summary>
/// <param name="Key">The key, or the environment variable or option that is at fault where there is no such key.</param>
/// <param name="Value">What was found there, safe to print; null if there is nothing to show or showing it might reveal a secret.</param>
/// <param name="Remedy">What is wrong and what would be right.</param>
/// <param name="Origin">Where the value came from.</param>
/// <param name="Stage">What it was found in.</param>
internal sealed record ConfigurationProblem(string Key, string? Value, string Remedy, SettingOrigin Origin, ProblemStage Stage);

/// <summary>One setting as it is in effect, for a reader.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value as text that is safe to print.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record EffectiveSetting(string Key, string Value, SettingOrigin Origin);
