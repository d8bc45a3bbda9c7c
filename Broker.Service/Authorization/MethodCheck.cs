using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 4: a method that is POST or that an entry of <c>allowed_paths</c> names, compared ordinally.</summary>
internal sealed class MethodCheck(AllowedPaths allowed) : IRequestCheck
{
    private readonly BrokerAnswer _answer = BrokerAnswer.For(BrokerError.MethodNotAllowed) with
    {
        Headers = [new("Allow", string.Join(", ", allowed.Methods))],
    };

    /// <inheritdoc/>
    public string Rule => BoundaryNames.MethodRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        if (!exchange.IsUpgrade && !allowed.Methods.Contains(exchange.Method))
        {
            exchange.Refuse(BrokerError.MethodNotAllowed, _answer);
        }

        return ValueTask.CompletedTask;
    }
}
