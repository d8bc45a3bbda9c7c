namespace Broker.Service.Configuration;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLineResult
{
    private CommandLineResult()
    {
    }

    /// <summary>Start the broker.</summary>
    /// <param name="ConfigPath">The file named by <c>--config</c>, or null.</param>
    /// <param name="Urls">The addresses given with <c>--urls</c>, or null.</param>
    internal sealed record Run(string? ConfigPath, string? Urls) : CommandLineResult;

    /// <summary>Print <see cref="CommandLineHelp"/> and end.</summary>
    internal sealed record Help : CommandLineResult;

    /// <summary>Print the version and end.</summary>
    internal sealed record Version : CommandLineResult;

    /// <summary>Validate a configuration, print what would be in effect, and end.</summary>
    /// <param name="ConfigPath">The file to check.</param>
    /// <param name="Urls">The addresses given with <c>--urls</c>, or null.</param>
    internal sealed record CheckConfig(string ConfigPath, string? Urls) : CommandLineResult;

    /// <summary>Follow the chain of an event log, say whether it is whole, and end.</summary>
    /// <param name="EventsPath">The event file.</param>
    internal sealed record VerifyEvents(string EventsPath) : CommandLineResult;

    /// <summary>The command line cannot be followed.</summary>
    /// <param name="Problems">Everything that is wrong with it, a sentence or two each.</param>
    internal sealed record Invalid(IReadOnlyList<string> Problems) : CommandLineResult;
}
