using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads who sent a batch.</summary>
/// <param name="limits">How much is kept.</param>
internal sealed class SenderReader(TelemetryLimits limits)
{
    // Each batch brings its sender anew, so what a sender says about itself gets less room than a span's attributes.
    private readonly WireAttributes _attributes = new(limits with { Attributes = Math.Min(limits.Attributes, 32), ValueLength = Math.Min(limits.ValueLength, 256) });

    /// <summary>The sender as kept; one without a name is <c>unknown</c>.</summary>
    /// <param name="resource">What came, if anything.</param>
    public Sender Read(WireResource? resource)
    {
        var attributes = resource is null ? AttributeSet.Empty : _attributes.Read(resource.Attributes);
        return new(Name(attributes, "service.name") ?? "unknown", Name(attributes, "service.instance.id"), attributes);
    }

    private string? Name(AttributeSet attributes, string name) =>
        attributes.Text(name) is { Length: > 0 } text ? WireText.Clean(text, limits.NameLength) : null;
}
