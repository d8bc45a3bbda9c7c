using System.Collections;

namespace Broker.Service.Configuration;

/// <summary>The real environment. Names are compared as the system compares them: without regard to case on Windows only.</summary>
internal sealed class ProcessEnvironment : IProcessEnvironment
{
    private ProcessEnvironment(IReadOnlyDictionary<string, string> variables) => Variables = variables;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>How names are compared on this system.</summary>
    public static StringComparer NameComparer { get; } =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Reads the variables as they are now.</summary>
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
