namespace Broker.Tests.Fuzzing.Model;

/// <summary>What SPEC section 3 makes of a request.</summary>
/// <param name="Kind">What sort of answer it gets.</param>
/// <param name="Status">Its status.</param>
/// <param name="Error">The code of a refusal.</param>
internal sealed record Outcome(OutcomeKind Kind, int Status, string? Error = null)
{
    /// <summary>Whether the event's kind is <c>health</c>.</summary>
    public bool IsHealth => Kind == OutcomeKind.Health || Error == "not_found";

    /// <summary>A refusal in the broker's own words.</summary>
    public static Outcome Refused(int status, string error) => new(OutcomeKind.Refusal, status, error);
}
