using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 7: the body is no longer than <c>max_request_bytes</c>, counted while it is read. Reads it whole.</summary>
internal sealed class BodySizeCheck : IRequestCheck
{
    /// <inheritdoc/>
    public string Rule => BoundaryNames.BodySizeRule;

    /// <inheritdoc/>
    public async ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        exchange.Body = await RequestBody.ReadAsync(context.Request, exchange.Allowed!.Upstream.MaxRequestBytes, context.RequestAborted);
        if (exchange.Body is null)
        {
            exchange.Refuse(BrokerError.RequestTooLarge);
        }
    }
}
