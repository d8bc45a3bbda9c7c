using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Broker.Service.Configuration.Reading;

/// <summary>
/// Hands the merged settings to the rules, typed, and collects what they have to say. A rule that finds something wrong notes
/// it and goes on with the default, so that every problem is reported in one go.
/// </summary>
internal sealed class SettingsReader(
    IReadOnlyDictionary<string, RawSetting> settings, IProcessEnvironment environment, List<ConfigurationProblem> problems)
{
    private readonly List<EffectiveSetting> _effective = [];
    private readonly List<string> _warnings = [];

    private delegate bool Conversion<T>(RawSetting.Scalar scalar, [MaybeNullWhen(false)] out T value);

    /// <summary>The environment of the process.</summary>
    public IProcessEnvironment Environment => environment;

    /// <summary>What the rules found to be in effect.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <summary>What the rules found worth a word.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The value as it was found, or null.</summary>
    /// <param name="key">Its key.</param>
    public RawSetting? Find(string key) => settings.GetValueOrDefault(key);

    /// <summary>A string.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="expected">What to write there, for a problem.</param>
    /// <param name="isShown">Whether a problem may show a value of the wrong type.</param>
    public Setting<string> Text(string key, string fallback, string expected, bool isShown = true) =>
        Read(key, fallback, expected, TryText, isShown);

    /// <summary>A whole number in a range.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="least">The lowest value allowed.</param>
    /// <param name="most">The highest value allowed.</param>
    /// <param name="expected">What to write there, for a problem.</param>
    public Setting<int> Integer(string key, int fallback, int least, int most, string expected) =>
        Read(key, fallback, expected, (scalar, out value) => TryInteger(scalar, out value) && value >= least && value <= most);

    /// <summary>A number in a range.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="least">The lowest value allowed.</param>
    /// <param name="most">The highest value allowed.</param>
    /// <param name="expected">What to write there, for a problem.</param>
    public Setting<decimal> Number(string key, decimal fallback, decimal least, decimal most, string expected) =>
        Read(key, fallback, expected, (scalar, out value) => TryNumber(scalar, out value) && value >= least && value <= most);

    /// <summary>True or false.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="expected">What to write there, for a problem.</param>
    public Setting<bool> Flag(string key, bool fallback, string expected) => Read(key, fallback, expected, TryFlag);

    /// <summary>The text of a string inside a list or an object.</summary>
    /// <param name="raw">What was found there.</param>
    /// <param name="text">The text.</param>
    public static bool TryText(RawSetting raw, [MaybeNullWhen(false)] out string text)
    {
        text = raw is RawSetting.Scalar { Kind: RawKind.Text or RawKind.Untyped } scalar ? scalar.Text : null;
        return text is not null;
    }

    /// <summary>Notes a problem.</summary>
    /// <param name="key">The key at fault.</param>
    /// <param name="shown">What was found, safe to print, or null.</param>
    /// <param name="remedy">What is wrong and what would be right.</param>
    /// <param name="origin">Where the value came from.</param>
    public void Report(string key, string? shown, string remedy, SettingOrigin origin) =>
        problems.Add(new(DisplayText.Plain(key), shown, remedy, origin));

    /// <summary>Notes a problem with a value that may be shown.</summary>
    /// <param name="setting">The value.</param>
    /// <param name="remedy">What is wrong and what would be right.</param>
    public void Report(Setting<string> setting, string remedy) =>
        Report(setting.Key, DisplayText.Quote(setting.Value), remedy, setting.Origin);

    /// <summary>Notes what is in effect.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value; must not be a secret.</param>
    /// <param name="origin">Where it came from.</param>
    public void Show(string key, string value, SettingOrigin origin) =>
        _effective.Add(new(key, DisplayText.Plain(value, 4096), origin));

    /// <summary>Notes something that is allowed but deserves a word.</summary>
    /// <param name="warning">A sentence or two.</param>
    public void Warn(string warning) => _warnings.Add(warning);

    private Setting<T> Read<T>(string key, T fallback, string expected, Conversion<T> convert, bool isShown = true)
    {
        if (Find(key) is not { } raw)
        {
            return new(key, fallback, SettingOrigin.Default);
        }

        if (raw is RawSetting.Scalar scalar && convert(scalar, out var value))
        {
            return new(key, value, raw.Origin);
        }

        Report(key, isShown ? raw.Shown : raw.Described, $"Give {expected}.", raw.Origin);
        return new(key, fallback, raw.Origin, IsSound: false);
    }

    private static bool TryText(RawSetting.Scalar scalar, [MaybeNullWhen(false)] out string value) =>
        TryText((RawSetting)scalar, out value);

    private static bool TryInteger(RawSetting.Scalar scalar, out int value)
    {
        value = 0;
        return IsNumeric(scalar) && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryNumber(RawSetting.Scalar scalar, out decimal value)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        return IsNumeric(scalar) && decimal.TryParse(scalar.Text, Styles, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryFlag(RawSetting.Scalar scalar, out bool value)
    {
        // Programs that set variables write True as well as true.
        value = scalar.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return scalar.Kind == RawKind.Flag
            || (scalar.Kind == RawKind.Untyped && (value || scalar.Text.Equals("false", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNumeric(RawSetting.Scalar scalar) => scalar.Kind is RawKind.Number or RawKind.Untyped;
}
