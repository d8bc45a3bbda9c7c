using System.Text;

namespace Broker.Tests.Lab.Pages;

/// <summary>Cuts a line into words: white space separates, quotes of either kind hold together, a word that begins with # ends it.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var c in line)
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
                word ??= new StringBuilder();
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Add(words, ref word);
            }
            else if (quote == '\0' && c == '#' && word is null)
            {
                break;
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        Add(words, ref word);
        return quote == '\0' ? words : throw new FormatException($"A quote is left open: {line}");
    }

    private static void Add(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }
}
