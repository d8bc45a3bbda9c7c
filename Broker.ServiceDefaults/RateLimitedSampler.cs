using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Keeps the first traces of each second, up to a limit that no person's tools come near. Beyond it nobody reads them one by one, and the
/// exporter's queue would overflow and lose spans out of the middle of traces.
/// </summary>
/// <param name="limit">Traces in one second.</param>
/// <param name="time">What tells seconds apart.</param>
internal sealed class RateLimitedSampler(int limit, TimeProvider time) : Sampler
{
    /// <summary>Traces in one second, unless somebody chose another sampler.</summary>
    public const int DefaultLimit = 100;

    private readonly Lock _gate = new();
    private long _second = time.GetTimestamp();
    private int _kept;

    /// <inheritdoc/>
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
