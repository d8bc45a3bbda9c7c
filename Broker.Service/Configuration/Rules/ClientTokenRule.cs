using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>The caller token. A broker that was told to ask for one never starts without it.</summary>
internal static class ClientTokenRule
{
    /// <summary>Reads <c>client_token_env</c>; null when callers need no token.</summary>
    /// <param name="reader">The settings.</param>
    public static string? Read(SettingsReader reader)
    {
        var setting = reader.Text(SettingNames.ClientTokenEnv, "", VariableName.Expected, isShown: false);
        if (setting.Origin == SettingOrigin.Default)
        {
            reader.Show(setting.Key, "none", setting.Origin);
            return null;
        }

        var name = setting.Value;
        if (setting.IsSound && Fault(name, reader.Environment) is { } fault)
        {
            // What is no name may be the token itself.
            reader.Report(setting.Key, VariableName.IsValid(name) ? DisplayText.Quote(name) : null, fault, setting.Origin);
        }

        reader.Show(setting.Key, $"{name} (set)", setting.Origin);
        return name;
    }

    private static string? Fault(string name, IProcessEnvironment environment)
    {
        if (!VariableName.IsValid(name))
        {
            return $"Give {VariableName.Expected}.";
        }

        var token = environment.Variables.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(token))
        {
            return $"The environment variable {name} is {(token is null ? "not set" : "empty")}. Set it to the token that callers must present, or remove the key to ask for none.";
        }

        return token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"The token in the environment variable {name} (not shown) holds a space, a line break or another character outside ! to ~. Set one without."
            : null;
    }
}
