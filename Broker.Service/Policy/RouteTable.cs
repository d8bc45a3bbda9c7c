namespace Broker.Service.Policy;

/// <summary>All routes, to be looked up by method and request target.</summary>
internal sealed class RouteTable
{
    private readonly Route[] _routes;

    /// <summary>Creates the table.</summary>
    public RouteTable(IEnumerable<Route> routes)
    {
        _routes = [.. routes];
        Methods = [.. _routes.Select(route => route.Method).Prepend(HttpMethods.Post).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Methods that requests may have, in the order in which <c>Allow</c> names them: POST first.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The routes' entries, in the order of the configuration.</summary>
    public IEnumerable<string> Entries => _routes.Select(route => route.Entry);

    /// <summary>Returns the route of a request; null if there is none. Both parts are compared byte for byte.</summary>
    /// <param name="method">HTTP method as it came.</param>
    /// <param name="rawTarget">Request target as it came, before any decoding.</param>
    public Route? Find(string method, string rawTarget)
    {
        foreach (var route in _routes)
        {
            if (string.Equals(route.Path, rawTarget, StringComparison.Ordinal) && string.Equals(route.Method, method, StringComparison.Ordinal))
            {
                return route;
            }
        }

        return null;
    }
}
