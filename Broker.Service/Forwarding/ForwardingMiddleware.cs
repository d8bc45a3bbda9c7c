using Broker.Service.Auditing;

namespace Broker.Service.Forwarding;

/// <summary>The innermost step: hands the request to the forwarder. Probes go on to the endpoints that answer them.</summary>
internal sealed class ForwardingMiddleware(RequestDelegate next, IForwarder forwarder)
{
    /// <summary>Forwards the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var exchange = context.Features.Get<Exchange>()!;
        return exchange.IsProbe ? next(context) : forwarder.ForwardAsync(context, exchange);
    }
}
