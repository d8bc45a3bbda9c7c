using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Marks the request of a connection that the handler started last. Kestrel reports a malformed body of such a request like a request that
/// it refused itself; the mark shows that the handler writes the event.
/// </summary>
internal static class BegunRequest
{
    private static readonly object Key = new();

    public static void Mark(IFeatureCollection features)
    {
        if (features.Get<IConnectionItemsFeature>() is { } connection)
        {
            connection.Items[Key] = Id(features);
        }
    }

    /// <summary>Returns true if the handler has started this very request, not only an earlier one of the connection.</summary>
    /// <param name="features">Features of the request, or of what Kestrel parsed as one.</param>
    public static bool IsMarked(IFeatureCollection features) =>
        features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var begun) == true && begun is string id && id == Id(features);

    // Kestrel's identifier counts the requests of each connection.
    private static string? Id(IFeatureCollection features) => features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier;
}
