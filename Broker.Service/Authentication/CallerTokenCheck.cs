using Broker.Service.Auditing;
using Broker.Service.Authorization;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Telemetry;

namespace Broker.Service.Authentication;

/// <summary>Row 5: the caller token, where one is configured.</summary>
internal sealed class CallerTokenCheck(PolicySource policies) : IRequestCheck
{
    private static readonly BrokerAnswer Answer = BrokerAnswer.For(BrokerError.ClientTokenRequired) with
    {
        // RFC 9110, section 15.5.2: a 401 names at least one way to authenticate.
        Headers = [new("WWW-Authenticate", "Bearer")],
    };

    /// <inheritdoc/>
    public string Rule => BoundaryNames.CallerTokenRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        if (policies.Current.Callers.Find(CallerTokenCarriers.Read(context.Request.Headers)) is null)
        {
            exchange.Refuse(BrokerError.ClientTokenRequired, Answer);
        }

        return ValueTask.CompletedTask;
    }
}
