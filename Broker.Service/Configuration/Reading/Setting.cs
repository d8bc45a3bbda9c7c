namespace Broker.Service.Configuration.Reading;

/// <summary>A value of the right type.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">The value, or its default.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="IsSound">False when what was found had the wrong type and <paramref name="Value"/> only stands in for it.</param>
internal readonly record struct Setting<T>(string Key, T Value, SettingOrigin Origin, bool IsSound = true)
{
    /// <summary>Whether somebody gave a value and it has the right type.</summary>
    public bool IsGiven => IsSound && Origin != SettingOrigin.Default;
}
