using System.Collections;

namespace Broker.Service.Configuration;

/// <summary>The environment of the process. Names are case-insensitive on Windows only.</summary>
internal sealed class ProcessEnvironment : IProcessEnvironment
{
    private ProcessEnvironment(IReadOnlyDictionary<string, string> variables) => Variables = variables;

    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Compares names as the system does.</summary>
    public static StringComparer NameComparer { get; } =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Takes a snapshot of the variables.</summary>
    public static ProcessEnvironment Read()
    {
        var variables = new Dictionary<string, string>(NameComparer);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new(variables);
    }
}

/// <summary>Environment variables of the broker's process. Tests pass their own.</summary>
internal interface IProcessEnvironment
{
    IReadOnlyDictionary<string, string> Variables { get; }
}
