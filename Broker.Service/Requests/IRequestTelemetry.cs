using System.Diagnostics;

namespace Broker.Service.Requests;

/// <summary>Watches requests. Only reads what they come to: without it every answer and every event is the same.</summary>
internal interface IRequestTelemetry
{
    /// <summary>Begins the span of a request; null if nobody would see it.</summary>
    /// <param name="context">The request.</param>
    Activity? Begin(HttpContext context);

    /// <summary>Tells of a request whose event is written, or could not be.</summary>
    /// <param name="span">What was begun.</param>
    /// <param name="record">What was known when the request began.</param>
    /// <param name="verdict">What the checks came to.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="status">Status of the event.</param>
    /// <param name="isWritten">True if the log has the event.</param>
    void Complete(Activity? span, RequestRecord record, Verdict verdict, Outcome outcome, int status, bool isWritten);
}
