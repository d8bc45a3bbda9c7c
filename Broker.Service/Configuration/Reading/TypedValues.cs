using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Broker.Service.Configuration.Reading;

/// <summary>Reads values of a type. Reports a value of another type and returns the default, so that reading continues.</summary>
internal static class TypedValues
{
    private delegate bool Conversion<T>(SourceValue value, [MaybeNullWhen(false)] out T converted);

    /// <summary>Reads a string.</summary>
    /// <param name="expected">What to write, for problems.</param>
    /// <param name="isShown">True if problems may show a value of the wrong type.</param>
    public static string Text(this SettingsNode node, string fallback, string expected, bool isShown = true) =>
        Read(node, fallback, expected, TryText, isShown);

    /// <summary>Reads a whole number in a range.</summary>
    public static int Integer(this SettingsNode node, int fallback, int least, int most, string expected) =>
        (int)WholeNumber(node, fallback, least, most, expected);

    /// <summary>Reads a whole number in a range.</summary>
    public static long WholeNumber(this SettingsNode node, long fallback, long least, long most, string expected) =>
        Read(node, fallback, expected, (value, out number) => TryInteger(value, out number) && number >= least && number <= most);

    /// <summary>Reads a number in a range.</summary>
    public static decimal Number(this SettingsNode node, decimal fallback, decimal least, decimal most, string expected) =>
        Read(node, fallback, expected, (value, out number) => TryNumber(value, out number) && number >= least && number <= most);

    public static bool Flag(this SettingsNode node, string expected) => Read(node, false, expected, TryFlag);

    /// <summary>Returns the text of a string; null for any other value.</summary>
    public static string? TextOrNull(this SettingsNode node) => node.Value is { IsText: true, Text: var text } ? text : null;

    private static T Read<T>(SettingsNode node, T fallback, string expected, Conversion<T> convert, bool isShown = true)
    {
        if (node.Value is not { } value)
        {
            return fallback;
        }

        if (convert(value, out var converted))
        {
            return converted;
        }

        node.Report(isShown ? value.Shown : value.Described, $"Give {expected}.");
        return fallback;
    }

    private static bool TryText(SourceValue value, [MaybeNullWhen(false)] out string text)
    {
        text = value.IsText ? value.Text : null;
        return text is not null;
    }

    private static bool TryInteger(SourceValue value, out long number)
    {
        number = 0;
        return IsNumeric(value) && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryNumber(SourceValue value, out decimal number)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        number = 0;
        return IsNumeric(value) && decimal.TryParse(value.Text, Styles, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryFlag(SourceValue value, out bool flag)
    {
        // Some programs set variables to True.
        flag = value.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value.Kind == SourceKind.Flag
            || (value.Kind == SourceKind.Variable && (flag || value.Text.Equals("false", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNumeric(SourceValue value) => value.Kind is SourceKind.Number or SourceKind.Variable;
}
