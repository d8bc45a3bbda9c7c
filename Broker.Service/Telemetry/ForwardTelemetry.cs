using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Requests;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Telemetry;

/// <summary>Begins the spans of forwarded calls.</summary>
/// <param name="metrics">Counts model calls.</param>
/// <param name="content">Knows whether messages go into spans.</param>
/// <param name="time">Measures calls.</param>
internal sealed class ForwardTelemetry(GenAIMetrics metrics, ContentCapture content, TimeProvider time)
{
    /// <summary>Begins the span of one call.</summary>
    /// <param name="record">The request.</param>
    /// <param name="admitted">What the checks found.</param>
    /// <param name="upstream">Where the request goes: an address made of the configuration alone, without a query.</param>
    /// <param name="secret">The key that goes with it, held until the span ends; null for none.</param>
    public ForwardSpan Begin(RequestRecord record, Verdict.Admitted admitted, Uri upstream, Secret? secret)
    {
        var call = GenAIOperation.FromPath(admitted.Route.Path) is { } operation ? new GenAICall(operation, admitted.Model, upstream) : null;
        return new ForwardSpan(record, admitted, upstream, call, secret, metrics, content.IsOn, time);
    }
}
