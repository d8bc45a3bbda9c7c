using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>
/// Variables of the broker's environment that a secret command must not see, because they hold other secrets: the caller tokens, the
/// keys of other upstreams, the key of the telemetry collector, and the broker's own settings (<c>Broker__extra_headers__…</c> can hold a
/// key).
/// </summary>
internal sealed class WithheldVariables(Settings settings)
{
    private const string SettingsPrefix = "Broker__";

    private readonly HashSet<string> _named = settings.Callers.Select(caller => caller.TokenEnv)
        .Concat(settings.Upstreams.Select(upstream => upstream.SecretSource.Name))
        // The broker sets it for itself.
        .Append(DiagnosticsPort.Variable)
        .OfType<string>()
        .ToHashSet(ProcessEnvironment.NameComparer);

    public bool Contains(string name) =>
        _named.Contains(name) || name.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase) || IsCollectorKey(name);

    // OTEL_EXPORTER_OTLP_HEADERS, and the same per signal: OTEL_EXPORTER_OTLP_TRACES_HEADERS.
    private static bool IsCollectorKey(string name) =>
        name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase);
}
