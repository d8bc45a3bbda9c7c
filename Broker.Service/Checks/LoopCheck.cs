using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 2a: this process did not send the request itself. A broker that forwards to itself, directly or through others, would repeat one
/// request until no connection can be opened any more.
/// </summary>
internal sealed class LoopCheck(OwnVia own)
{
    private static readonly Verdict Refusal = new Verdict.Refused(BoundaryNames.LoopRule, BrokerError.LoopDetected);

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public Verdict? Check(RequestRecord record) => own.IsIn(record.Headers) ? Refusal : null;
}
