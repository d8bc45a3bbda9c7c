using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Requests;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Telemetry;

/// <summary>Starts the spans of forwarded requests.</summary>
internal sealed class ForwardTelemetry(GenAIMetrics metrics, ContentCapture content, TimeProvider time)
{
    /// <summary>Starts the span of a request.</summary>
    /// <param name="upstream">Address of the outgoing request: from configuration only, without a query.</param>
    /// <param name="secret">The attached key, held until the span ends; null if there is none.</param>
    public ForwardSpan Begin(RequestRecord record, Verdict.Admitted admitted, Uri upstream, Secret? secret)
    {
        var provider = admitted.Route.Upstream;
        var call = GenAIOperation.Find(provider.Dialect, admitted.Route.Path) is { } operation
            ? new GenAICall(operation, provider.ProviderName, admitted.Model, upstream)
            : null;
        return new ForwardSpan(record, admitted, upstream, call, secret, metrics, content.FormOf(provider.Dialect), time);
    }
}
