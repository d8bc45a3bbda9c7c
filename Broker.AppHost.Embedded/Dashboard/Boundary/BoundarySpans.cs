using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>The broker's spans of one request. All but the first may be missing: not sent yet, gone for newer ones, or never made.</summary>
/// <param name="Check">The checks.</param>
/// <param name="Server">The request as received, with the answer that the host got.</param>
/// <param name="Secret">Fetching the provider key.</param>
/// <param name="Forward">The call to the upstream, or its description in a dry run.</param>
internal sealed record BoundarySpans(SpanRecord Check, SpanRecord? Server, SpanRecord? Secret, SpanRecord? Forward)
{
    /// <summary>Whether a span is where the broker checks a request.</summary>
    /// <param name="span">The span.</param>
    public static bool IsCheck(SpanRecord span) => span is { Name: BoundaryNames.CheckSpan, Scope: BoundaryNames.Scope };

    /// <summary>The spans of each request in a trace, in the order in which the requests came.</summary>
    /// <param name="spans">The spans of the trace.</param>
    public static IReadOnlyList<BoundarySpans> All(IReadOnlyList<SpanRecord> spans)
    {
        var checks = spans.Where(IsCheck).OrderBy(span => span.Start).ToArray();
        if (checks.Length == 0)
        {
            return [];
        }

        var byId = spans.ToLookup(span => span.SpanId, StringComparer.Ordinal);
        var sisters = spans
            .Where(span => span is { Scope: BoundaryNames.Scope, ParentId: not null } && !IsCheck(span))
            .ToLookup(span => span.ParentId!, StringComparer.Ordinal);
        return [.. checks.Select(check => Of(check, check.ParentId is { } parent ? byId[parent].FirstOrDefault() : null, sisters[check.ParentId ?? ""]))];
    }

    private static BoundarySpans Of(SpanRecord check, SpanRecord? server, IEnumerable<SpanRecord> sisters)
    {
        var (secrets, forwards) = (sisters.Where(span => span.Name == BoundaryNames.SecretSpan), sisters.Where(span => span.Name != BoundaryNames.SecretSpan));
        return new(check, server, secrets.FirstOrDefault(), forwards.FirstOrDefault(span => span.Attributes.Text(BoundaryNames.Mode) is not null));
    }
}
