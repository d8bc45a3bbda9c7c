namespace Broker.Service.Configuration;

/// <summary>One thing that is wrong with the configuration. Never holds a secret.</summary>
/// <param name="Key">The key, or the environment variable or option that is at fault where there is no such key.</param>
/// <param name="Value">What was found there, safe to print; null when there is nothing to show or showing it might reveal a secret.</param>
/// <param name="Remedy">What is wrong and what would be right.</param>
/// <param name="Origin">Where the value came from.</param>
internal sealed record ConfigurationProblem(string Key, string? Value, string Remedy, SettingOrigin Origin);
