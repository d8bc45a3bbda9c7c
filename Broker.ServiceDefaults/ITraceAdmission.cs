using System.Diagnostics;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Tells before anything is made of a trace whether one could begin now, so that a request which nobody will see traced costs nothing. The
/// sampler decides.
/// </summary>
public interface ITraceAdmission
{
    /// <summary>Whether a trace could begin.</summary>
    /// <param name="parent">What it would go on from; default for a trace of its own.</param>
    bool CouldBegin(in ActivityContext parent);
}
