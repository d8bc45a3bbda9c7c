namespace Broker.Service.Configuration.Rules;

/// <summary>Hides the parts of a URL that people put credentials into.</summary>
internal static class MaskedUrl
{
    private const string Mask = "***";

    /// <summary>The text with everything before an <c>@</c> and after a <c>?</c> or <c>#</c> masked.</summary>
    /// <param name="url">A URL, or what was meant to be one.</param>
    public static string Of(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + "://".Length;
        var at = url.LastIndexOf('@');
        var shown = at >= start ? $"{url[..start]}{Mask}{url[at..]}" : url;
        var end = shown.IndexOfAny(['?', '#']);
        return end < 0 ? shown : $"{shown[..(end + 1)]}{Mask}";
    }
}
