using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Begins no trace while the collector takes nothing, so that a dead collector costs requests nothing. A trace that has begun is kept whole.
/// </summary>
/// <param name="inner">Decides while it does.</param>
/// <param name="collector">Knows whether it does.</param>
internal sealed class CollectorSampler(Sampler inner, CollectorWatch collector) : Sampler
{
    /// <summary>The sampler that a setting asks for, if it keeps every trace, or as many as are worth it.</summary>
    /// <param name="setting">A value of <see cref="TelemetryExtensions.SamplerKey"/>; null for the default.</param>
    /// <param name="time">What measures rates.</param>
    /// <returns>Null for any other: a choice of the user's is left to the library that reads the setting.</returns>
    public static Sampler? Wrapping(string? setting, TimeProvider time) => setting switch
    {
        null or "" => new ParentBasedSampler(new TraceRateSampler(time)),
        "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
        "always_on" => new AlwaysOnSampler(),
        _ => null,
    };

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.SpanId != default && !parent.IsRemote)
        {
            return new(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        }

        return collector.TryBegin() ? inner.ShouldSample(samplingParameters) : new(SamplingDecision.Drop);
    }
}
