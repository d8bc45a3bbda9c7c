using System.Diagnostics;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Runs the checks in order. The first that settles the request ends it here; only a request that passed them all goes on.</summary>
internal sealed class RequestChecksMiddleware(RequestDelegate next, IEnumerable<IRequestCheck> checks)
{
    private readonly IRequestCheck[] _checks = [.. checks];
    // Names of the first rules, by their number.
    private readonly string[][] _rules = [.. Enumerable.Range(0, checks.Count() + 1).Select(count => checks.Take(count).Select(check => check.Rule).ToArray())];

    /// <summary>Checks the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = context.Features.Get<Exchange>()!;
        using (var activity = BrokerTelemetry.Start(BoundaryNames.CheckSpan))
        {
            var decided = await CheckAsync(context, exchange);
            if (activity is not null)
            {
                Describe(activity, exchange, decided);
                activity.DescribeHost(context.Request.Headers);
                DropIfProbe(activity, exchange);
            }
        }

        if (exchange.Answer is null)
        {
            await next(context);
        }
    }

    /// <summary>Runs checks until one settles the request.</summary>
    /// <returns>Number of the deciding check; the number of checks when all passed.</returns>
    private async ValueTask<int> CheckAsync(HttpContext context, Exchange exchange)
    {
        for (var i = 0; i < _checks.Length; i++)
        {
            await _checks[i].CheckAsync(context, exchange);
            if (exchange.IsSettled)
            {
                return i;
            }
        }

        return _checks.Length;
    }

    private void Describe(Activity activity, Exchange exchange, int decided)
    {
        activity.Note(BoundaryNames.RulesPassed, _rules[decided]);
        activity.Note(BoundaryNames.Rule, _checks[Math.Min(decided, _checks.Length - 1)].Rule);
        activity.Note(BoundaryNames.Outcome, exchange switch
        {
            { Error: not null } => BoundaryNames.Refused,
            { IsSettled: true } => BoundaryNames.Answered,
            _ => BoundaryNames.Passed,
        });
        activity.Note(BoundaryNames.AllowedPath, exchange.Allowed?.Entry);
        if (exchange.Error is { } error)
        {
            activity.Fail(error.Code());
        }
    }

    /// <summary>Orchestrators probe every second or so: that is no story to tell.</summary>
    private static void DropIfProbe(Activity activity, Exchange exchange)
    {
        if (exchange.IsProbe)
        {
            activity.Forget();
            activity.Parent?.Forget();
        }
    }
}
