using Broker.Service.Auditing;

namespace Broker.Service.Authorization;

/// <summary>One row of the checks that a request goes through, in order; the first that fails answers and nothing further is touched.</summary>
internal interface IRequestCheck
{
    /// <summary>Name of the rule, in spans. From a closed set.</summary>
    string Rule { get; }

    /// <summary>Looks at the request. A check that does not pass it leaves the answer in the exchange.</summary>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What earlier steps found, and where this one leaves what it finds.</param>
    ValueTask CheckAsync(HttpContext context, Exchange exchange);
}
