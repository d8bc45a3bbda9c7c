namespace Broker.Attacks;

/// <summary>What came of one attack.</summary>
/// <param name="Verdict">What it has shown.</param>
/// <param name="CameBack">What the broker did, in a few words.</param>
/// <param name="Why">Why that is open or could not be judged; empty when it held.</param>
internal sealed record Finding(Verdict Verdict, string CameBack, string Why = "")
{
    /// <summary>An attack that was not tried.</summary>
    public static Finding NotTried(string why) => new(Verdict.NotJudged, "not tried", why);
}
