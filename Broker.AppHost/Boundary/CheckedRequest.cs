using Broker.Service.Telemetry;

namespace Broker.AppHost.Boundary;

/// <summary>The broker's spans of one request. All but the first may be missing: the request ended there, or they have not come yet.</summary>
/// <param name="Check">The checks.</param>
/// <param name="Server">The request as received, with the answer that the host got. It comes last: without it the request is under way.</param>
/// <param name="Secret">Fetching the provider key.</param>
/// <param name="Forward">The call to the upstream, or its description in a dry run.</param>
internal sealed record CheckedRequest(TelemetrySpan Check, TelemetrySpan? Server, TelemetrySpan? Secret, TelemetrySpan? Forward)
{
    /// <summary>True if the request has not ended, as far as the dashboard knows.</summary>
    public bool IsUnderWay => Server is null;

    /// <summary>True if something went upstream.</summary>
    public bool WasSent => Forward?.Text(BoundaryNames.Mode) is "proxy";

    /// <summary>Status of the upstream's answer; null where there was none.</summary>
    public long? UpstreamStatus => WasSent ? Forward!.Number("http.response.status_code") : null;

    /// <summary>Status of the host's answer.</summary>
    public long? Status => Server?.Number("http.response.status_code");

    /// <summary>The story in a line.</summary>
    public string Verdict => (Check.Text(BoundaryNames.Outcome), Secret?.Text(BoundaryNames.ErrorType), Forward?.Text(BoundaryNames.Mode), UpstreamStatus) switch
    {
        (BoundaryNames.Refused, _, _, _) => $"Refused by {Markdown.Code(Check.Text(BoundaryNames.Rule))}: nothing crossed the boundary",
        (BoundaryNames.Answered, _, _, _) => "Answered by the broker itself: nothing crossed the boundary",
        (_, { } code, _, _) => $"Refused with {Markdown.Code(code)}: nothing crossed the boundary",
        (_, _, "dry_run", _) => "Passed every check and was described, not sent",
        (_, _, null, _) when IsUnderWay => "Still under way",
        (_, _, null, _) => "Passed every check; what came after is not here",
        (_, _, _, null) when IsUnderWay => "Sent upstream, still under way",
        (_, _, _, null) => "Sent upstream, and no answer came",
        (_, _, _, { } status) when Forward!.Text(BoundaryNames.ErrorType) is { } error && error != $"{status}" =>
            $"Sent upstream, which answered {status}; it ended in {Markdown.Code(error)}",
        (_, _, _, >= 400 and var status) => $"Sent upstream, which answered {status}",
        _ => "Sent upstream and answered",
    };

    /// <summary>The requests of a trace, in the order in which they came.</summary>
    /// <param name="spans">The spans of the trace.</param>
    public static IReadOnlyList<CheckedRequest> All(IReadOnlyList<TelemetrySpan> spans)
    {
        var own = spans.Where(span => span.Scope == BoundaryNames.Source).ToList();
        return
        [
            .. from check in own
               where check.Name == BoundaryNames.CheckSpan
               orderby check.Start
               let siblings = own.Where(span => span.ParentId == check.ParentId && span.Name != BoundaryNames.CheckSpan).ToList()
               select new CheckedRequest(
                   check,
                   own.FirstOrDefault(span => span.SpanId == check.ParentId),
                   siblings.FirstOrDefault(span => span.Name == BoundaryNames.SecretSpan),
                   siblings.FirstOrDefault(span => span.Text(BoundaryNames.Mode) is not null)),
        ];
    }
}
