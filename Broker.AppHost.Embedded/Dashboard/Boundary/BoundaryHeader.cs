namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>A header on one side of the boundary.</summary>
/// <param name="Text">Its name; with <c>: ***</c> behind it where its value is a secret.</param>
/// <param name="Fate">What became of it.</param>
internal sealed record BoundaryHeader(string Text, HeaderFate Fate)
{
    private const string Masked = ": ***";

    /// <summary>Whether its value is a secret.</summary>
    public bool IsSecret => Text.EndsWith(Masked, StringComparison.Ordinal);

    /// <summary>The headers of one list.</summary>
    /// <param name="names">Their names, or what the broker says of them.</param>
    /// <param name="fate">What became of them.</param>
    public static IEnumerable<BoundaryHeader> All(IEnumerable<string> names, HeaderFate fate) =>
        names.Select(name => new BoundaryHeader(BoundaryNames.TokenCarriers.Contains(name) ? name + Masked : name, fate));
}
