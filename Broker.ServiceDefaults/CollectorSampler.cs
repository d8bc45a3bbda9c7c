using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Begins no trace while the collector takes nothing, so that a dead collector costs requests nothing. A trace that has begun is kept whole.
/// </summary>
internal sealed class CollectorSampler : Sampler, ITraceAdmission
{
    private readonly Sampler _inner;
    private readonly CollectorWatch _collector;
    private readonly TraceRateSampler? _rate;

    private CollectorSampler(CollectorWatch collector, Sampler inner, TraceRateSampler? rate = null) => (_collector, _inner, _rate) = (collector, inner, rate);

    /// <summary>Whether a setting asks for a sampler that keeps every trace, or as many as are worth it. Any other is left to the library that reads the setting.</summary>
    /// <param name="setting">A value of <see cref="TelemetryExtensions.SamplerKey"/>; null for the default.</param>
    public static bool IsFor(string? setting) => setting is null or "" or "always_on" or "parentbased_always_on";

    /// <summary>The sampler that a setting asks for.</summary>
    /// <param name="setting">One that <see cref="IsFor"/>.</param>
    /// <param name="collector">Knows whether the collector takes anything.</param>
    /// <param name="time">What measures rates.</param>
    public static CollectorSampler For(string? setting, CollectorWatch collector, TimeProvider time)
    {
        if (setting == "always_on")
        {
            return new(collector, new AlwaysOnSampler());
        }

        if (setting == "parentbased_always_on")
        {
            return new(collector, new ParentBasedSampler(new AlwaysOnSampler()));
        }

        var rate = new TraceRateSampler(time);
        return new(collector, new ParentBasedSampler(rate), rate);
    }

    /// <inheritdoc/>
    public bool CouldBegin(in ActivityContext parent) =>
        _collector.CouldBegin && (parent.SpanId != default || _rate is not { HasLeft: false });

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.SpanId != default && !parent.IsRemote)
        {
            return new(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        }

        return _collector.TryBegin() ? _inner.ShouldSample(samplingParameters) : new(SamplingDecision.Drop);
    }
}
