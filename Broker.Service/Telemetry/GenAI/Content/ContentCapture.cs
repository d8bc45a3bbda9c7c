using Broker.Service.Configuration;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Whether messages may go into spans: only where the standard variable says so
/// (<c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c>), since they are somebody's private text.
/// </summary>
internal sealed class ContentCapture(IProcessEnvironment environment)
{
    private const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /// <summary>Whether it was asked for.</summary>
    public bool IsOn { get; } = environment.Variables.TryGetValue(Variable, out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
