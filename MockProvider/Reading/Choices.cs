using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Reads members that must be one of a few words, or within a range.</summary>
internal static class Choices
{
    /// <summary>One of the allowed words; the first of them when the member is absent or another.</summary>
    public static string OneOf(this RequestFields fields, string name, params IReadOnlyList<string> allowed)
    {
        if (fields.OptionalString(name) is not { } value)
        {
            return allowed[0];
        }

        if (allowed.Contains(value))
        {
            return value;
        }

        fields.Faults.Report(ValueErrors.NotSupported(fields.Name(name), value, allowed));
        return allowed[0];
    }

    /// <summary>A whole number within bounds.</summary>
    public static int Within(this RequestFields fields, string name, int least, int most, int fallback)
    {
        var value = fields.Integer(name) ?? fallback;
        if (value < least)
        {
            fields.Faults.Report(ValueErrors.IntegerTooSmall(fields.Name(name), value, least));
        }
        else if (value > most)
        {
            fields.Faults.Report(ValueErrors.IntegerTooLarge(fields.Name(name), value, most));
        }

        return (int)Math.Clamp(value, least, most);
    }

    /// <summary>A text that must be there, not empty, and no longer than this.</summary>
    public static string RequiredText(this RequestFields fields, string name, int longest)
    {
        var text = fields.RequiredString(name);
        if (text.Length > longest)
        {
            fields.Faults.Report(ValueErrors.StringTooLong(fields.Name(name), text.Length, longest));
        }
        else if (text.Length == 0)
        {
            // Says nothing when the member is absent: that fault was told first.
            fields.Faults.Report(ValueErrors.EmptyString(fields.Name(name)));
        }

        return text;
    }
}
