namespace Broker.Service.Configuration;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLineResult
{
    private CommandLineResult()
    {
    }

    /// <summary>Start the broker.</summary>
    /// <param name="ConfigPath">The value of <c>--config</c>, or null.</param>
    /// <param name="Urls">The value of <c>--urls</c>, or null.</param>
    internal sealed record Run(string? ConfigPath, string? Urls) : CommandLineResult;

    /// <summary>Print <see cref="CommandLineHelp"/> and end.</summary>
    internal sealed record Help : CommandLineResult;

    /// <summary>Print the version and end.</summary>
    internal sealed record Version : CommandLineResult;

    /// <summary>Check a configuration, print the settings in effect, and end.</summary>
    /// <param name="Urls">The value of <c>--urls</c>, or null.</param>
    /// <param name="TriesSecrets">True if each secret is fetched once as well.</param>
    internal sealed record CheckConfig(string ConfigPath, string? Urls, bool TriesSecrets = false) : CommandLineResult;

    /// <summary>Verify the chain of an event log, and end.</summary>
    internal sealed record VerifyEvents(string EventsPath) : CommandLineResult;

    /// <summary>The command line is invalid.</summary>
    /// <param name="Problems">Every problem, in one or two sentences each.</param>
    internal sealed record Invalid(IReadOnlyList<string> Problems) : CommandLineResult;
}
