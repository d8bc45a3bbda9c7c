namespace Broker.Service.Checks;

/// <summary>The form in which an answer repeats a header's value: printable ASCII, of bounded length.</summary>
internal static class PrintableValue
{
    private const int MaxLength = 64;

    /// <summary>Cuts what is too long; anything that is not printable becomes <c>?</c>.</summary>
    /// <param name="value">The value as it came.</param>
    public static string From(string value)
    {
        var shown = value.Length <= MaxLength ? value : value[..MaxLength];
        var printable = string.Create(shown.Length, shown, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
        return shown.Length == value.Length ? printable : printable + "…";
    }
}
