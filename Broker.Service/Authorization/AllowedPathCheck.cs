using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 6: method and request target equal an entry of <c>allowed_paths</c>, byte for byte.</summary>
internal sealed class AllowedPathCheck(PolicySource policies) : IRequestCheck
{
    private const string QueryDetail = "a query string is not part of any allowed path; send the request without it";

    private static readonly BrokerAnswer UpgradeAnswer = BrokerAnswer.For(BrokerError.UpgradeNotSupported) with
    {
        // RFC 9110, section 15.5.22: a 426 names the protocol to use.
        Headers = [new("Upgrade", "HTTP/1.1"), new("Connection", "Upgrade")],
    };

    /// <inheritdoc/>
    public string Rule => BoundaryNames.AllowedPathsRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        var method = exchange.IsUpgrade ? HttpMethods.Post : exchange.Method;
        exchange.Allowed = policies.Current.Routes.Find(method, exchange.RawTarget);
        if (exchange.Allowed is null)
        {
            var detail = exchange.RawTarget.Contains('?') ? QueryDetail : null;
            exchange.Refuse(BrokerError.PathNotAllowed, BrokerAnswer.For(BrokerError.PathNotAllowed, detail, exchange.Path));
        }
        else if (exchange.IsUpgrade)
        {
            exchange.Refuse(BrokerError.UpgradeNotSupported, UpgradeAnswer);
        }

        return ValueTask.CompletedTask;
    }
}
