using Microsoft.AspNetCore.Connections.Features;

namespace Broker.Service.Auditing;

/// <summary>
/// Ends a connection with the request under way once its host has hung up. The server would go on and take what is left of it for
/// further requests, and that is the unread part of a body: whoever wrote a prompt could write events, or requests.
/// </summary>
internal static class AbandonedConnection
{
    private static readonly object Watched = new();

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
