using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>How the broker came by the provider key.</summary>
/// <param name="Source">Where from, such as <c>env:PROVIDER_API_KEY</c>.</param>
/// <param name="Outcome"><c>fetched</c>, <c>cached</c>, <c>none</c> or <c>unavailable</c>.</param>
/// <param name="Code">The error code, where it could not be had.</param>
internal sealed record BoundarySecret(string? Source, string Outcome, string? Code)
{
    /// <summary>Reads it; null when the broker did not get so far.</summary>
    /// <param name="secret">The broker's secret span.</param>
    public static BoundarySecret? Of(SpanRecord? secret) => secret is null
        ? null
        : new(
            secret.Attributes.Text(BoundaryNames.SecretSource),
            secret.Attributes.Text(BoundaryNames.Outcome) ?? "",
            secret.Attributes.Text(BoundaryNames.ErrorType));
}
