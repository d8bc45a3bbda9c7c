namespace Broker.Bench.Load;

/// <summary>What <c>post.lua</c> prints when a load is over; times in microseconds.</summary>
/// <param name="Requests">Answers that came.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Refused">Answers with status 400 or above.</param>
/// <param name="Broken">Connections that failed, and answers that did not come in time.</param>
/// <param name="P50">Half of the answers came within this.</param>
/// <param name="P99">Of a hundred answers, one took longer.</param>
internal sealed record WrkResult(long Requests, long Duration, long Refused, long Broken, double P50, double P99)
{
    /// <summary>Answers in a second.</summary>
    public double RequestsPerSecond => Requests / (Duration / 1e6);
}
