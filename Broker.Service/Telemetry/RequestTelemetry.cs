using System.Diagnostics;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Telemetry;

/// <summary>Describes requests in spans and metrics.</summary>
internal sealed class RequestTelemetry(BrokerMetrics metrics) : IRequestTelemetry
{
    public Activity? Begin(HttpContext context) => context.Features.Get<IHttpRequestFeature>() is { } request ? ServerSpan.Begin(request) : null;

    public void Complete(Activity? span, RequestRecord record, Verdict verdict, Outcome outcome, int status, bool isWritten)
    {
        metrics.EventAppended(isWritten);
        metrics.RequestAnswered(isWritten ? outcome.Error : BrokerError.AuditUnavailable, outcome.Mode);
        metrics.AnswerScrubbed(outcome.Masked);
        var isAnswered = isWritten || record.Context.Response.HasStarted;
        ServerSpan.Describe(span, record, verdict, outcome, isAnswered ? status : BrokerError.AuditUnavailable.Status());
    }
}
