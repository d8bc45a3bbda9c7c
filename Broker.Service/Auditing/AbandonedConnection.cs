using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Auditing;

/// <summary>
/// A connection of which no further request is begun. The server would take whatever it still finds there for requests, and that may be
/// the unread part of a body: whoever wrote a prompt could write events, or requests.
/// </summary>
internal static class AbandonedConnection
{
    private static readonly object Left = new();

    /// <summary>Makes the request under way the last of its connection.</summary>
    /// <param name="features">Features of the request.</param>
    public static void Leave(IFeatureCollection features)
    {
        // The request to close is what ends the connection. Where a stopping broker asks for the same, it may take effect later than the
        // next request is begun; the mark does not.
        features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Left, null);
        features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    /// <summary>Whether an earlier request was the last: what comes after it was sent by nobody.</summary>
    /// <param name="features">Features of the request, or of what the server took for one.</param>
    public static bool IsLeft(IFeatureCollection features) => features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Left) == true;

    /// <summary>Whether the host had hung up before the request was begun. The request itself may never hear of that.</summary>
    /// <param name="features">Features of the request.</param>
    public static bool IsHungUp(IFeatureCollection features) =>
        features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested == true;
}
