using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Begins no trace while the collector takes nothing, so that a dead collector costs requests nothing. A trace that has begun is kept whole.
/// </summary>
internal sealed class CollectorSampler : Sampler, ITelemetryAdmission
{
    private readonly Sampler _inner;
    private readonly CollectorWatch _collector;
    private readonly TraceRateSampler? _rate;

    private CollectorSampler(CollectorWatch collector, Sampler inner, TraceRateSampler? rate = null) => (_collector, _inner, _rate) = (collector, inner, rate);

    /// <summary>
    /// What makes the sampler that a setting asks for, if it asks to keep every trace, or as many as are worth it; null for any other setting,
    /// which is left to the library that reads it.
    /// </summary>
    /// <param name="setting">A value of <see cref="TelemetryExtensions.SamplerKey"/>; null for the default.</param>
    public static Func<CollectorWatch, TimeProvider, CollectorSampler>? For(string? setting) => setting switch
    {
        "always_on" => static (collector, _) => new(collector, new AlwaysOnSampler()),
        "parentbased_always_on" => static (collector, _) => new(collector, new ParentBasedSampler(new AlwaysOnSampler())),
        null or "" => static (collector, time) =>
        {
            var rate = new TraceRateSampler(time);
            return new(collector, new ParentBasedSampler(rate), rate);
        },
        _ => null,
    };

    /// <inheritdoc/>
    public bool CouldBegin(in ActivityContext parent) =>
        _collector.CouldBegin && (parent.SpanId != default || _rate is not { HasLeft: false });

    /// <inheritdoc/>
    public bool IsMeasuring => _collector.IsTrusted;

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
