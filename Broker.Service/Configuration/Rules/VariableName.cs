namespace Broker.Service.Configuration.Rules;

/// <summary>Tells the name of an environment variable from a value that somebody put where the name belongs.</summary>
internal static class VariableName
{
    /// <summary>What a problem says was expected.</summary>
    public const string Expected = "the name of an environment variable (letters, digits and _, not beginning with a digit), never the value itself";

    /// <summary>Whether it is a name that every system and shell can set.</summary>
    /// <param name="name">What was configured.</param>
    public static bool IsValid(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
