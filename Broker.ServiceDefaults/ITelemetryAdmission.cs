using System.Diagnostics;

namespace Microsoft.Extensions.Hosting;

/// <summary>Tells before anything is made for a collector whether it is worth making, so that a request which nobody watches costs nothing.</summary>
public interface ITelemetryAdmission
{
    /// <summary>Whether a trace could begin. The sampler decides.</summary>
    /// <param name="parent">What it would go on from; default for a trace of its own.</param>
    bool CouldBegin(in ActivityContext parent);

    /// <summary>Whether requests are worth measuring one by one. What is only counted is counted always.</summary>
    bool IsMeasuring { get; }
}
