using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 4: a method that is POST or that an entry of <c>allowed_paths</c> names, compared ordinally.</summary>
internal sealed class MethodCheck(PolicySource policies) : IRequestCheck
{
    private readonly BrokerAnswer _answer = BrokerAnswer.For(BrokerError.MethodNotAllowed) with
    {
        Headers = [new("Allow", string.Join(", ", policies.Current.Routes.Methods))],
    };

    /// <inheritdoc/>
    public string Rule => BoundaryNames.MethodRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        if (!exchange.IsUpgrade && !policies.Current.Routes.Methods.Contains(exchange.Method))
        {
            exchange.Refuse(BrokerError.MethodNotAllowed, _answer);
        }

        return ValueTask.CompletedTask;
    }
}
