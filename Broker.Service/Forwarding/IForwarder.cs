using Broker.Service.Auditing;

namespace Broker.Service.Forwarding;

/// <summary>What is done with a request that passed every check. Chosen once, at start, by the configured mode.</summary>
internal interface IForwarder
{
    /// <summary>Does it, and leaves in the exchange what came of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What the checks found.</param>
    Task ForwardAsync(HttpContext context, Exchange exchange);
}
