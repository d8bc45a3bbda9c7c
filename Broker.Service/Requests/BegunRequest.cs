using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Marks the request of a connection that the handler began last. The server also reports a malformed body to those who listen for requests
/// that it refuses itself; the mark tells them that the handler writes the event.
/// </summary>
internal static class BegunRequest
{
    private static readonly object Key = new();

    /// <summary>Marks a request.</summary>
    /// <param name="features">Features of the request.</param>
    public static void Mark(IFeatureCollection features)
    {
        if (features.Get<IConnectionItemsFeature>() is { } connection)
        {
            connection.Items[Key] = Id(features);
        }
    }

    /// <summary>Returns true if the handler has begun this very request, not only an earlier one of its connection.</summary>
    /// <param name="features">Features of the request, or of what the server took for one.</param>
    public static bool IsMarked(IFeatureCollection features) =>
        features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var begun) == true && begun is string id && id == Id(features);

    // The server counts the requests of each connection.
    private static string? Id(IFeatureCollection features) => features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier;
}
