using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 7: the body is no longer than <c>max_request_bytes</c>, counted while it is read. Continues with row 8.</summary>
internal static class BodyCheck
{
    private static readonly BrokerAnswer Busy = BrokerAnswer.For(BrokerError.Busy) with { Headers = [new("Retry-After", "1")] };

    /// <summary>Reads the whole body and returns the last verdict.</summary>
    public static async ValueTask<Verdict> CheckAsync(RequestRecord record, Caller caller, Route route, BodyMemory memory) =>
        await RequestBody.ReadAsync(record.Context.Request, route.Upstream.MaxRequestBytes, memory, record.Aborted) switch
        {
            ({ } body, _) => JsonCheck.Check(caller, route, body),
            (_, BrokerError.Busy) => new Verdict.Refused(BoundaryNames.BodySizeRule, BrokerError.Busy) { Route = route, Answer = Busy },
            _ => new Verdict.Refused(BoundaryNames.BodySizeRule, BrokerError.RequestTooLarge) { Route = route },
        };
}
