namespace Broker.Service.Policy;

/// <summary>Finds routes by method and request target.</summary>
internal sealed class RouteTable
{
    private readonly Route[] _routes;

    public RouteTable(IEnumerable<Route> routes)
    {
        _routes = [.. routes];
        Methods = [.. _routes.Select(route => route.Method).Prepend(HttpMethods.Post).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Methods of all routes, in the order of the <c>Allow</c> header: POST first.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Entries of the routes, in the order of the configuration.</summary>
    public IEnumerable<string> Entries => _routes.Select(route => route.Entry);

    /// <summary>Returns the route of a request; null if there is none. Both parts are compared byte for byte.</summary>
    /// <param name="rawTarget">Request target as received, not decoded.</param>
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
