using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 2a: the request has not been here before. A broker that is its own upstream, or one of a circle, would go on with one request until
/// nothing is left to open connections with.
/// </summary>
internal sealed class LoopCheck(OwnVia own)
{
    private static readonly Verdict Refusal = new Verdict.Refused(BoundaryNames.LoopRule, BrokerError.LoopDetected);

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public Verdict? Check(RequestRecord record) => own.IsIn(record.Headers) ? Refusal : null;
}
