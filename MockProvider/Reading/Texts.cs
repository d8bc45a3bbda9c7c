using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Reads texts that must be there, and say something, but not too much.</summary>
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
}
