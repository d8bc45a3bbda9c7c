using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Makes ids of elements from names that may hold anything.</summary>
internal static class ElementId
{
    /// <summary>An id of letters, digits and hyphens.</summary>
    /// <param name="kind">What it is an id of.</param>
    /// <param name="name">Its name.</param>
    public static string Of(string kind, string name)
    {
        var id = new StringBuilder(kind).Append('-');
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-')
            {
                id.Append(character);
            }
            else
            {
                id.Append('_').Append(((int)character).ToString("x", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return id.ToString();
    }
}
