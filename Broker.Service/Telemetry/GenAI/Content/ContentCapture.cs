using Broker.Service.Configuration;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Decides if messages are added to spans: only if the standard variable
/// (<c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c>) says so, since they are private.
/// </summary>
internal sealed class ContentCapture(IProcessEnvironment environment)
{
    private const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /// <summary>True if capturing content is on.</summary>
    public bool IsOn { get; } = environment.Variables.TryGetValue(Variable, out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
