using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Keeps whole traces up to a rate that no person's tools come near. Beyond it nobody reads them one by one, and the exporter's queue would
/// overflow and lose spans out of the middle of traces.
/// </summary>
/// <param name="time">What measures the rate.</param>
internal sealed class TraceRateSampler(TimeProvider time) : Sampler
{
    /// <summary>Traces in a second.</summary>
    public const int MostPerSecond = 100;

    private readonly TraceRate _rate = new(MostPerSecond, time);

    /// <summary>Whether it would keep another trace now.</summary>
    public bool HasLeft => _rate.HasLeft;

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(_rate.TryTake() ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
}
