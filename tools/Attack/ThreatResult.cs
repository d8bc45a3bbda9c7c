namespace Broker.Attacks;

/// <summary>What came of all attacks of one threat.</summary>
/// <param name="Threat">Which.</param>
/// <param name="Attacks">What was tried, in order; empty where nothing can be.</param>
internal sealed record ThreatResult(Threat Threat, IReadOnlyList<(Attack Attack, Finding Finding)> Attacks)
{
    /// <summary>Open if one came through, held if all that could be judged were turned away.</summary>
    public Verdict Verdict => Attacks.Select(one => one.Finding.Verdict).DefaultIfEmpty(Verdict.NotJudged).Max();

    /// <summary>Why not one attack was tried, where it is the same for all; null where one was.</summary>
    public string? WhyNothingWasTried => Attacks.Select(one => one.Finding).Distinct().ToArray() switch
    {
        [] => $"not from outside, {Threat.NotFromOutside}",
        [var only] when only == Finding.NotTried(only.Why) => only.Why,
        _ => null,
    };
}
