using System.Globalization;
using System.Text;

namespace MockProvider.Text;

/// <summary>
/// The mock's vocabulary: a token id is a Unicode code point. So ids can be told from a text and the text from its ids, which the
/// real vocabularies need tables of megabytes for.
/// </summary>
internal static class TokenIds
{
    public static IReadOnlyList<int> Of(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>The text of the ids; an id that is no character stands for its number.</summary>
    public static string ToText(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            text.Append(Rune.IsValid(id) ? new Rune(id).ToString() : string.Create(CultureInfo.InvariantCulture, $"\uFFFD{id}"));
        }

        return text.ToString();
    }
}
