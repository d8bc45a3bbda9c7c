using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>
/// Variables of the broker's environment that a secret command must not see, because they hold other secrets: the caller tokens, the
/// key of the telemetry collector, and the broker's own settings (<c>Broker__extra_headers__…</c> can hold a key).
/// </summary>
internal sealed class WithheldVariables(IReadOnlyList<CallerSettings> callers)
{
    private const string SettingsPrefix = "Broker__";

    public bool Contains(string name) =>
        callers.Any(caller => ProcessEnvironment.NameComparer.Equals(name, caller.TokenEnv))
        || name.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase)
        || IsCollectorKey(name)
        // The broker sets it for itself.
        || name == DiagnosticsPort.Variable;

    // OTEL_EXPORTER_OTLP_HEADERS, and the same per signal: OTEL_EXPORTER_OTLP_TRACES_HEADERS.
    private static bool IsCollectorKey(string name) =>
        name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase);
}
