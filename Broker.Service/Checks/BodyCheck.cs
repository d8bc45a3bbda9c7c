using System.Globalization;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 7: the body is no longer than its limit, counted while it is read. JSON is read whole, for row 8; an upload is counted while it is
/// sent on.
/// </summary>
internal static class BodyCheck
{
    private const string Rule = BoundaryNames.BodySizeRule;
    private static readonly BrokerAnswer Busy = BrokerAnswer.For(BrokerError.Busy) with { Headers = [new("Retry-After", "1")] };

    /// <summary>Reads the whole body, if it must be JSON, and returns the last verdict.</summary>
    public static ValueTask<Verdict> CheckAsync(RequestRecord record, Caller caller, RouteTarget target, BodyMemory memory) =>
        target.Route.Body == BodyRule.Json ? ReadAsync(record, caller, target, memory) : new(CheckUpload(record, caller, target));

    /// <summary>Returns the answer to a body that is too long. Agents that read "too large" or "too long" drop their conversation, so it uses other words.</summary>
    /// <param name="announced">The length that was announced; null for none.</param>
    public static BrokerAnswer TooLong(Route route, long? announced)
    {
        var limit = route.MaxRequestBytes;
        var size = announced is { } bytes ? Invariant($"{bytes} bytes") : Invariant($"more than {limit} bytes");
        return BrokerAnswer.For(BrokerError.RequestTooLarge, Invariant(
            $"the body has {size}, and max_request_bytes in the broker's configuration is {limit}; raise it there, or send less"));
    }

    private static async ValueTask<Verdict> ReadAsync(RequestRecord record, Caller caller, RouteTarget target, BodyMemory memory)
    {
        var share = memory.ShareOf(caller);
        var route = target.Route;
        return await RequestBody.ReadAsync(record.Context.Request, route.MaxRequestBytes, share, record.Aborted) switch
        {
            ({ } body, _) => JsonCheck.Check(record, caller, target, body),
            (_, BrokerError.Busy) => new Verdict.Refused(Rule, BrokerError.Busy, Busy) { Caller = caller, Upstream = route.Upstream, Route = route },
            _ => Refuse(caller, route, record.Context.Request.ContentLength),
        };
    }

    private static Verdict CheckUpload(RequestRecord record, Caller caller, RouteTarget target)
    {
        var request = record.Context.Request;
        if (request.ContentLength > target.Route.MaxRequestBytes)
        {
            return Refuse(caller, target.Route, request.ContentLength);
        }

        if (target.Route.Body == BodyRule.Multipart && !MediaType.IsMultipart(request.ContentType ?? ""))
        {
            const string Detail = "this path takes an upload: multipart/form-data, with a Content-Type that says so";
            return new Verdict.Refused(BoundaryNames.JsonRule, BrokerError.MediaTypeNotSupported, BrokerAnswer.For(BrokerError.MediaTypeNotSupported, Detail))
            {
                Caller = caller,
                Upstream = target.Route.Upstream,
                Route = target.Route,
            };
        }

        return new Verdict.Admitted(BoundaryNames.JsonRule, caller, target, new StreamedBody(request, target.Route.MaxRequestBytes), "");
    }

    private static Verdict.Refused Refuse(Caller caller, Route route, long? announced) => new(Rule, BrokerError.RequestTooLarge, TooLong(route, announced))
    {
        Caller = caller,
        Upstream = route.Upstream,
        Route = route,
        BytesAnnounced = announced,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
