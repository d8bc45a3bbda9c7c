using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What the host sent.</summary>
/// <param name="Method">The method; null when the broker's server span is not there.</param>
/// <param name="Path">The path; null likewise.</param>
/// <param name="Headers">The headers.</param>
internal sealed record BoundaryHost(string? Method, string? Path, IReadOnlyList<BoundaryHeader> Headers)
{
    /// <summary>Whether there is a header in which a caller token may come.</summary>
    public bool HasTokenCarrier => Headers.Any(header => header.IsSecret);

    /// <summary>Reads it.</summary>
    /// <param name="spans">The spans of the request.</param>
    public static BoundaryHost Of(BoundarySpans spans) => new(
        spans.Server?.Attributes.Text("http.request.method"),
        spans.Server?.Attributes.Text("url.path"),
        [.. BoundaryHeader.All(spans.Check.Attributes.Texts(BoundaryNames.HostHeaders), HeaderFate.Sent)]);
}
