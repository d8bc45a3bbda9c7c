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

    /// <summary>Makes the current request the last one of its connection.</summary>
    public static void Mark(IFeatureCollection features)
    {
        // RequestClose ends the connection. If a stopping broker has called it already, it may take effect only after the next request has
        // started; the mark takes effect at once.
        features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Key, null);
        features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    /// <summary>Returns true if the connection is marked: whatever follows is no request.</summary>
    /// <param name="features">Features of the request, or of what Kestrel parsed as one.</param>
    public static bool IsMarked(IFeatureCollection features) => features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Key) == true;

    /// <summary>Returns true if the host hung up before the request started. The request itself may never show it.</summary>
    public static bool IsHungUp(IFeatureCollection features) =>
        features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested == true;
}
