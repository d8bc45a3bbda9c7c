using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Auditing;

/// <summary>
/// Ends a connection with the request under way once its host has hung up. The server would go on and take what is left of it for
/// further requests, and that is the unread part of a body: whoever wrote a prompt could write events, or requests.
/// </summary>
internal static class AbandonedConnection
{
    private static readonly object Watched = new();
    private static readonly object Left = new();

    /// <summary>Notes that a request ended inside its body: what the server still finds on the connection is the rest of that body.</summary>
    /// <param name="features">Features of the request.</param>
    public static void Leave(IFeatureCollection features) => features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Left, null);

    /// <summary>Whether an earlier request of the connection ended so; what comes after it was sent by nobody.</summary>
    /// <param name="features">Features of the request, or of what the server took for one.</param>
    public static bool IsLeft(IFeatureCollection features) => features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Left) == true;

    /// <summary>Watches the connection of a request, once for all of its requests.</summary>
    /// <param name="context">The request.</param>
    public static void Watch(HttpContext context)
    {
        var features = context.Features;
        if (features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Watched, null) == true
            && features.Get<IConnectionLifetimeNotificationFeature>() is { } connection)
        {
            // Callbacks run last in, first out: this one before the server's own, which lets the request end.
            features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.UnsafeRegister(
                static state => ((IConnectionLifetimeNotificationFeature)state!).RequestClose(), connection);
        }
    }
}
