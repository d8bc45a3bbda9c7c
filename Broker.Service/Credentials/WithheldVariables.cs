using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>
/// Which variables of the broker's environment a secret command may not see, because they hold other secrets of ours: the caller
/// token, the telemetry collector's key, and the broker's own settings (<c>Broker__extra_headers__…</c> can hold a key).
/// </summary>
/// <param name="callers">Name the variables of the caller tokens.</param>
internal sealed class WithheldVariables(IReadOnlyList<CallerSettings> callers)
{
    private const string SettingsPrefix = "Broker__";

    /// <summary>Whether a variable is kept from the command.</summary>
    /// <param name="name">The variable's name.</param>
    public bool Contains(string name) =>
        callers.Any(caller => ProcessEnvironment.NameComparer.Equals(name, caller.TokenEnv))
        || name.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase)
        || IsCollectorKey(name)
        // The broker sets it for itself.
        || name == DiagnosticsPort.Variable;

    // OTEL_EXPORTER_OTLP_HEADERS, and the same for one signal: OTEL_EXPORTER_OTLP_TRACES_HEADERS.
    private static bool IsCollectorKey(string name) =>
        name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase);
}
