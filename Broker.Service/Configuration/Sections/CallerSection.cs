using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the caller token. If one is configured, the broker does not start without it.</summary>
internal static class CallerSection
{
    /// <summary>Returns the caller; null if no token is required.</summary>
    public static CallerSettings? Read(SettingsNode node, SettingsContext context)
    {
        var name = node.Text("", VariableName.Expected, isShown: false);
        if (!node.IsGiven)
        {
            node.Show("none");
            return null;
        }

        if (node.IsSound && FindProblem(name, context) is { } problem)
        {
            // An invalid name may be the token itself.
            node.Report(VariableName.IsValid(name) ? DisplayText.Quote(name) : null, problem);
        }

        node.Show($"{name} (set)");
        return new CallerSettings(name);
    }

    private static string? FindProblem(string name, SettingsContext context)
    {
        if (!VariableName.IsValid(name))
        {
            return $"Give {VariableName.Expected}.";
        }

        var token = context.Variable(name);
        if (string.IsNullOrEmpty(token))
        {
            return $"The environment variable {name} is {(token is null ? "not set" : "empty")}."
                + " Set it to the token that callers must present, or remove the key to ask for none.";
        }

        return token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"The token in the environment variable {name} (not shown) holds a space, a line break or another character"
                + " outside ! to ~. Set one without."
            : null;
    }
}

/// <summary>Validates names of environment variables: people write the value where the name belongs.</summary>
internal static class VariableName
{
    /// <summary>What a problem says was expected.</summary>
    public const string Expected =
        "the name of an environment variable (letters, digits and _, not beginning with a digit), never the value itself";

    /// <summary>Returns true if every system and shell can set a variable of this name.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
