using Broker.Service.Auditing;
using Broker.Service.Authorization;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authentication;

/// <summary>
/// Row 2: no web page of another origin is asking. Browsers set <c>Origin</c> (RFC 6454) and <c>Sec-Fetch-Site</c> (W3C Fetch
/// Metadata) themselves; programs send neither.
/// </summary>
internal sealed class OriginCheck : IRequestCheck
{
    /// <inheritdoc/>
    public string Rule => BoundaryNames.OriginRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        var headers = context.Request.Headers;
        var sameOrigin = headers.Origin switch
        {
            [] => true,
            [{ } origin] => string.Equals(origin, $"http://{headers.Host}", StringComparison.Ordinal),
            _ => false,
        };
        var sameSite = headers["Sec-Fetch-Site"] is [] or ["none"] or ["same-origin"];
        if (!sameOrigin || !sameSite)
        {
            exchange.Refuse(BrokerError.OriginNotAllowed);
        }

        return ValueTask.CompletedTask;
    }
}
