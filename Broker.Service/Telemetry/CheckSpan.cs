using System.Diagnostics;
using Broker.Service.Errors;
using Broker.Service.Requests;

namespace Broker.Service.Telemetry;

/// <summary>Describes the span of the checks.</summary>
internal static class CheckSpan
{
    // At each index, the names of that many first rules.
    private static readonly string[][] Passed =
        [.. Enumerable.Range(0, BoundaryNames.Rules.Count + 1).Select(count => BoundaryNames.Rules.Take(count).ToArray())];

    /// <summary>Adds the verdict and the host's headers to the span.</summary>
    public static void Describe(Activity span, RequestRecord record, Verdict verdict)
    {
        var refused = verdict as Verdict.Refused;
        var admitted = verdict as Verdict.Admitted;
        span.SetTagIfNotNull(BoundaryNames.RulesPassed, Passed[admitted is null ? Math.Max(0, Index(verdict.Rule)) : BoundaryNames.Rules.Count]);
        span.SetTagIfNotNull(BoundaryNames.Rule, verdict.Rule);
        span.SetTagIfNotNull(
            BoundaryNames.Outcome,
            refused is not null ? BoundaryNames.Refused : admitted is not null ? BoundaryNames.Passed : BoundaryNames.Answered);
        span.SetTagIfNotNull(BoundaryNames.AllowedPath, (admitted?.Route ?? refused?.Route)?.Entry);
        if (refused is { Error: var error })
        {
            span.SetError(error.Code());
        }

        span.DescribeHost(record.Headers);
        if (verdict is Verdict.Probe)
        {
            // Orchestrators probe every second or so: not worth exporting.
            span.SuppressExport();
            span.Parent?.SuppressExport();
        }
    }

    private static int Index(string rule)
    {
        for (var i = 0; i < BoundaryNames.Rules.Count; i++)
        {
            if (BoundaryNames.Rules[i] == rule)
            {
                return i;
            }
        }

        return -1;
    }
}
