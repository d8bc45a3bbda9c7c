using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Marks a connection that must not serve another request. Otherwise Kestrel could parse the unread rest of a refused body as the next
/// request (request smuggling).
/// </summary>
internal static class DoomedConnection
{
    private static readonly object Key = new();

    /// <summary>Makes the request under way the last of its connection.</summary>
    /// <param name="features">Features of the request.</param>
    public static void Mark(IFeatureCollection features)
    {
        // The request to close is what ends the connection. Where a stopping broker asks for the same, it may take effect later than the
        // next request is begun; the mark does not.
        features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Key, null);
        features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    /// <summary>Returns true if the connection is marked: what comes after is no request of anybody.</summary>
    /// <param name="features">Features of the request, or of what the server took for one.</param>
    public static bool IsMarked(IFeatureCollection features) => features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Key) == true;

    /// <summary>Returns true if the host had hung up before the request began. The request itself may never be told.</summary>
    /// <param name="features">Features of the request.</param>
    public static bool IsHungUp(IFeatureCollection features) =>
        features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested == true;
}
