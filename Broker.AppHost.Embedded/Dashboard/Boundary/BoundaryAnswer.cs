using System.Globalization;
using Broker.AppHost.Embedded.Dashboard.Pages;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What came back.</summary>
/// <param name="HostStatus">Status that the host got; null when the broker's server span is not there.</param>
/// <param name="UpstreamStatus">Status that the upstream answered with; null when it was not asked or did not answer.</param>
/// <param name="Outcome">What the request came to: <c>forwarded</c>, <c>described</c>, <c>answered</c> or an error code.</param>
/// <param name="Facts">More about it, name and value.</param>
/// <param name="Headers">The upstream's headers: what reached the host and what did not.</param>
internal sealed record BoundaryAnswer(
    long? HostStatus,
    long? UpstreamStatus,
    string? Outcome,
    IReadOnlyList<KeyValuePair<string, string>> Facts,
    IReadOnlyList<BoundaryHeader> Headers)
{
    // Longer is no time but a mistake of the sender, and more than a TimeSpan may hold.
    private const double LongestSeconds = 86_400;

    /// <summary>Reads it.</summary>
    /// <param name="spans">The spans of the request.</param>
    public static BoundaryAnswer Of(BoundarySpans spans)
    {
        var call = spans.Forward?.Attributes ?? AttributeSet.Empty;
        return new(
            spans.Server?.Attributes.Number("http.response.status_code"),
            call.Number("http.response.status_code"),
            call.Text(BoundaryNames.Outcome) ?? spans.Secret?.Attributes.Text(BoundaryNames.ErrorType) ?? OfChecks(spans.Check.Attributes),
            [.. FactsOf(call)],
            [
                .. BoundaryHeader.All(call.Texts(BoundaryNames.AnswerPassed), HeaderFate.Passed),
                .. BoundaryHeader.All(call.Texts(BoundaryNames.AnswerWithheld), HeaderFate.Withheld),
            ]);
    }

    /// <summary>Passed checks are no outcome: what comes after them has one.</summary>
    private static string? OfChecks(AttributeSet check) =>
        check.Text(BoundaryNames.ErrorType) ?? (check.Text(BoundaryNames.Outcome) is { } outcome and not "passed" ? outcome : null);

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(AttributeSet call)
    {
        (string Name, string? Value)[] facts =
        [
            ("body", call.Number("http.response.body.size") is { } bytes ? Words.Count(bytes, "byte", "bytes") : null),
            ("model", call.Text("gen_ai.response.model")),
            ("tokens in", Count(call.Number("gen_ai.usage.input_tokens"))),
            ("tokens out", Count(call.Number("gen_ai.usage.output_tokens"))),
            ("finished", string.Join(", ", call.Texts("gen_ai.response.finish_reasons"))),
            ("first chunk after", call.Real("gen_ai.response.time_to_first_chunk") is >= 0 and < LongestSeconds and var seconds ? Words.Duration(TimeSpan.FromSeconds(seconds)) : null),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => KeyValuePair.Create(fact.Name, fact.Value!));
    }

    private static string? Count(long? number) => number?.ToString("#,0", CultureInfo.InvariantCulture);
}
