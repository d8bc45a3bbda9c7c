namespace Broker.Tests.Lab.Pages;

/// <summary>A command of a page, understood. Two spellings of one command, for two shells, are equal.</summary>
/// <param name="Line">How it is spelled for a POSIX shell, words separated by a space and without comments.</param>
/// <param name="Words">Program and arguments.</param>
/// <param name="Variables">What is set in its environment, as <c>NAME=value</c>.</param>
internal sealed record PageCommand(string Line, IReadOnlyList<string> Words, IReadOnlyList<string> Variables)
{
    /// <summary>Puts a command together.</summary>
    public static PageCommand Of(IEnumerable<string> variables, IEnumerable<string> words)
    {
        IReadOnlyList<string> set = [.. variables];
        IReadOnlyList<string> said = [.. words];
        return new PageCommand(string.Join(' ', [.. set, .. said]), said, set);
    }

    /// <summary>Whether its first words are these.</summary>
    public bool Is(params string[] words) => Words.Count >= words.Length && Words.Take(words.Length).SequenceEqual(words);

    /// <summary>The value that follows an option; null when it is not there.</summary>
    public string? After(string option) => Values(option).FirstOrDefault();

    /// <summary>The values of an option that may be there more than once.</summary>
    public IEnumerable<string> Values(string option) => Words.Zip(Words.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second);

    public bool Equals(PageCommand? other) => other is not null && Line == other.Line;

    public override int GetHashCode() => Line.GetHashCode(StringComparison.Ordinal);
}
