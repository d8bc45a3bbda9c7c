namespace Broker.Service.Configuration;

/// <summary>One setting as it is in effect, for a reader.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value as text that is safe to print.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record EffectiveSetting(string Key, string Value, SettingOrigin Origin);
