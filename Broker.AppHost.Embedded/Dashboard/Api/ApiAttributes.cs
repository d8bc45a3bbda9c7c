using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>Attributes as a JSON object.</summary>
internal static class ApiAttributes
{
    /// <summary>Values by name; of two with one name the later.</summary>
    /// <param name="attributes">The attributes.</param>
    public static Dictionary<string, object?> Of(AttributeSet attributes)
    {
        var values = new Dictionary<string, object?>(attributes.Items.Count, StringComparer.Ordinal);
        foreach (var (name, value) in attributes.Items)
        {
            values[name] = value;
        }

        return values;
    }
}
