using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Reads texts that may not be just any text.</summary>
internal static class Texts
{
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

    /// <summary>A text that must be one of a few; what it is when it was not set, or not one of them.</summary>
    public static string Choice(this RequestFields fields, string name, string fallback, params IReadOnlyList<string> allowed) =>
        fields.Get(name) is null ? fallback : fields.RequiredChoice(name, allowed) ?? fallback;

    /// <summary>A text that must be there and be one of a few; nothing when it is not.</summary>
    public static string? RequiredChoice(this RequestFields fields, string name, params IReadOnlyList<string> allowed)
    {
        var value = fields.RequiredString(name);
        if (allowed.Contains(value))
        {
            return value;
        }

        fields.Faults.Report(ValueErrors.NotSupported(fields.Name(name), value, allowed));
        return null;
    }
}
