using System.Diagnostics;

namespace Broker.Service.Requests;

/// <summary>Observes requests. Has no effect on answers and events.</summary>
internal interface IRequestTelemetry
{
    /// <summary>Starts the span of a request; null if nobody listens.</summary>
    Activity? Begin(HttpContext context);

    /// <summary>Describes a request after its event was written, or could not be written.</summary>
    /// <param name="span">Result of <see cref="Begin"/>.</param>
    /// <param name="status">Status of the event.</param>
    /// <param name="isWritten">True if the event was written.</param>
    void Complete(Activity? span, RequestRecord record, Verdict verdict, Outcome outcome, int status, bool isWritten);
}
