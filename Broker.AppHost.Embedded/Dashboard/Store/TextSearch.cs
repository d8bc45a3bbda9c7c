namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Looks for text the way people do: upper and lower case are the same.</summary>
internal static class TextSearch
{
    /// <summary>Whether a text holds another.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="wanted">What for.</param>
    public static bool Has(string text, string wanted) => text.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name or a value holds a text.</summary>
    /// <param name="attributes">Where to look.</param>
    /// <param name="wanted">What for.</param>
    public static bool Has(AttributeSet attributes, string wanted)
    {
        foreach (var (name, value) in attributes.Items)
        {
            if (Has(name, wanted) || Has(AttributeText.Of(value), wanted))
            {
                return true;
            }
        }

        return false;
    }
}
