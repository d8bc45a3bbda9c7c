using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 3: what a GET may ask of the broker itself, and the end of every GET that nothing allows.</summary>
internal sealed class LocalEndpointsCheck(PolicySource policies, HealthAnswer health) : IRequestCheck
{
    /// <inheritdoc/>
    public string Rule => BoundaryNames.LocalEndpointsRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        if (exchange.Method == HttpMethods.Get)
        {
            CheckGet(context.Request.Headers, exchange);
        }

        return ValueTask.CompletedTask;
    }

    private void CheckGet(IHeaderDictionary headers, Exchange exchange)
    {
        if (exchange.RawTarget == HealthAnswer.Path)
        {
            exchange.IsHealth = true;
            exchange.Reply(health.Create());
        }
        else if (exchange.RawTarget is ServiceDefaultsExtensions.ReadyPath or ServiceDefaultsExtensions.AlivePath)
        {
            exchange.IsProbe = true;
        }
        else if (WebSocketUpgrade.IsAskedFor(headers))
        {
            exchange.IsUpgrade = true;
        }
        else if (policies.Current.Routes.Find(exchange.Method, exchange.RawTarget) is null)
        {
            exchange.IsHealth = true;
            exchange.Refuse(BrokerError.NotFound);
        }
    }
}
