using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Samples the first traces of each second, up to a limit. Nobody reads more of them one by one, and the exporter's queue would overflow
/// and lose spans in the middle of traces.
/// </summary>
/// <param name="limit">Traces per second.</param>
internal sealed class RateLimitedSampler(int limit, TimeProvider time) : Sampler
{
    /// <summary>Default limit, in traces per second.</summary>
    public const int DefaultLimit = 100;

    private readonly Lock _gate = new();
    private long _second = time.GetTimestamp();
    private int _kept;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1))
            {
                (_second, _kept) = (time.GetTimestamp(), 0);
            }

            return new(_kept++ < limit ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        }
    }
}
