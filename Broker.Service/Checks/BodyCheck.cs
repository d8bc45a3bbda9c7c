using System.Globalization;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 7: the body is no longer than <c>max_request_bytes</c>, counted while it is read. Hands it to row 8.</summary>
internal static class BodyCheck
{
    /// <summary>Reads the body whole and returns the last verdict.</summary>
    /// <param name="record">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="route">The entry that allows it.</param>
    public static async ValueTask<Verdict> CheckAsync(RequestRecord record, Caller caller, Route route) =>
        await RequestBody.ReadAsync(record.Context.Request, route.Upstream.MaxRequestBytes, record.Aborted) is { } body
            ? JsonCheck.Check(record, caller, route, body)
            : TooLong(record.Context.Request.ContentLength, route);

    // An agent that reads that a body is too large or too long throws its conversation away, so the detail has other words.
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
