using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What the broker sent upstream.</summary>
/// <param name="Nothing">Why nothing was sent; null when something was.</param>
/// <param name="Address">Where to.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">What was added, what went along, what stayed behind.</param>
/// <param name="Rewritten">Names of the host's headers that belong to a connection: the broker's own connection has its own.</param>
/// <param name="BodyBytes">Size of the body.</param>
/// <param name="WithKey">Whether the provider key went along; null when that is not told.</param>
/// <param name="Error">Why the call failed; null when it did not.</param>
internal sealed record BoundaryUpstream(
    string? Nothing,
    string? Address,
    string? Method,
    IReadOnlyList<BoundaryHeader> Headers,
    IReadOnlyList<string> Rewritten,
    long? BodyBytes,
    bool? WithKey,
    string? Error)
{
    /// <summary>Reads it.</summary>
    /// <param name="spans">The spans of the request.</param>
    public static BoundaryUpstream Of(BoundarySpans spans) =>
        WhyNothing(spans) is { } why ? new(why, null, null, [], [], null, null, null) : Sent(spans.Check.Attributes, spans.Forward!.Attributes);

    private static string? WhyNothing(BoundarySpans spans)
    {
        if (spans.Forward is { } forward)
        {
            return forward.Attributes.Text(BoundaryNames.Mode) == "dry_run" ? "dry run" : null;
        }

        var (check, secret) = (spans.Check.Attributes, spans.Secret?.Attributes);
        return (check.Text(BoundaryNames.Outcome), secret?.Text(BoundaryNames.ErrorType)) switch
        {
            ("refused", _) => $"refused by {check.Text(BoundaryNames.Rule) ?? "a check"}",
            ("answered", _) => "answered by the broker itself",
            (_, { } code) => $"refused, {code}",
            _ => "its span has not come, or had to go for newer ones",
        };
    }

    private static BoundaryUpstream Sent(AttributeSet check, AttributeSet call)
    {
        var (added, forwarded, withheld) = (call.Texts(BoundaryNames.Added), call.Texts(BoundaryNames.Forwarded), call.Texts(BoundaryNames.Withheld));
        // Without these lists the request never got its head: nothing is known of any header then.
        var rewritten = call.Has(BoundaryNames.Forwarded)
            ? check.Texts(BoundaryNames.HostHeaders).Except(forwarded.Concat(withheld), StringComparer.OrdinalIgnoreCase)
            : [];
        return new(
            null,
            call.Text("url.full"),
            call.Text("http.request.method"),
            [
                .. BoundaryHeader.All(added, HeaderFate.Added),
                .. BoundaryHeader.All(forwarded, HeaderFate.Passed),
                .. BoundaryHeader.All(withheld, HeaderFate.Withheld),
            ],
            [.. rewritten],
            call.Number("http.request.body.size"),
            call.Flag(BoundaryNames.BearerAttached),
            call.Text(BoundaryNames.ErrorType));
    }
}
