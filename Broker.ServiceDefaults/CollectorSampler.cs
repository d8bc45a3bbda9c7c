using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Samples nothing while the collector takes nothing, so that a dead collector costs requests nothing.</summary>
/// <param name="inner">Decides while it does.</param>
/// <param name="collector">Knows whether it does.</param>
internal sealed class CollectorSampler(Sampler inner, CollectorWatch collector) : Sampler
{
    /// <summary>The sampler that a setting asks for, if it keeps every trace.</summary>
    /// <param name="setting">A value of <see cref="TelemetryExtensions.SamplerKey"/>; null for the default.</param>
    /// <returns>Null for any other: a choice of the user's is left to the library that reads the setting.</returns>
    public static Sampler? Wrapping(string? setting) => setting switch
    {
        null or "" or "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
        "always_on" => new AlwaysOnSampler(),
        _ => null,
    };

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        collector.IsTaking ? inner.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
