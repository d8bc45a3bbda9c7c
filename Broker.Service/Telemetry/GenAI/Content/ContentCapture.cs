using Broker.Service.Configuration;
using Broker.Service.Dialects;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Decides if messages are added to spans: only if the standard variable
/// (<c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c>) says so, since they are private.
/// </summary>
internal sealed class ContentCapture(IProcessEnvironment environment)
{
    private const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private readonly bool _isOn = environment.Variables.TryGetValue(Variable, out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the form in which messages of a dialect are read; null if none are captured.</summary>
    public IContentForm? FormOf(Dialect dialect) => _isOn ? IContentForm.Of(dialect) : null;
}
