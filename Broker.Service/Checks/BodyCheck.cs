using System.Globalization;
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
            ({ } body, _) => JsonCheck.Check(record, caller, route, body),
            (_, BrokerError.Busy) => new Verdict.Refused(BoundaryNames.BodySizeRule, BrokerError.Busy, Busy) { Route = route },
            _ => TooLong(record.Context.Request.ContentLength, route),
        };

    // Agents that read "too large" or "too long" drop their conversation, so the detail uses other words.
    private static Verdict.Refused TooLong(long? announced, Route route)
    {
        var limit = route.Upstream.MaxRequestBytes;
        var size = announced is { } bytes ? Invariant($"{bytes} bytes") : Invariant($"more than {limit} bytes");
        var detail = Invariant(
            $"the body has {size}, and max_request_bytes in the broker's configuration is {limit}; raise it there, or send less");
        return new(BoundaryNames.BodySizeRule, BrokerError.RequestTooLarge, BrokerAnswer.For(BrokerError.RequestTooLarge, detail))
        {
            Route = route,
            BytesAnnounced = announced,
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
