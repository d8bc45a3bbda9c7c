using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A method and a request target that are allowed, and the upstream that serves them.</summary>
internal sealed class Route
{
    private readonly RouteSettings _settings;
    private readonly RouteTarget _withoutQuery;
    private readonly QueryRule _query;
    private readonly bool _isLiteral;

    public Route(Upstream upstream, RouteSettings settings)
    {
        (Upstream, _settings, _query) = (upstream, settings, new QueryRule(settings.QueryKeys));
        _isLiteral = !settings.Path.Contains('{', StringComparison.Ordinal);
        _withoutQuery = new(this, settings.Path, "");
    }

    public Upstream Upstream { get; }

    /// <summary>HTTP method, upper case.</summary>
    public string Method => _settings.Method;

    /// <summary>The provider's path; a segment in braces stands for any name.</summary>
    public string Path => _settings.Path;

    /// <summary>The entry as configured.</summary>
    public string Entry => _settings.Entry;

    public BodyRule Body => _settings.Body;

    /// <summary>Length limit of a body, in bytes.</summary>
    public int MaxRequestBytes => _settings.MaxRequestBytes ?? Upstream.MaxRequestBytes;

    /// <summary>Returns the target of a request that matches; null if its query is not allowed.</summary>
    /// <param name="path">The provider's path, each segment of which was compared or checked.</param>
    /// <param name="query">What follows the <c>?</c>; null if there is none.</param>
    /// <param name="refusedKey">The key that is not allowed; empty if the query is malformed.</param>
    public RouteTarget? Match(ReadOnlySpan<char> path, string? query, out string refusedKey)
    {
        refusedKey = "";
        if (query is null)
        {
            return _isLiteral ? _withoutQuery : new(this, path.ToString(), "");
        }

        return _query.TryRebuild(query, out var rebuilt, out refusedKey) ? new(this, _isLiteral ? Path : path.ToString(), rebuilt) : null;
    }
}

/// <summary>Where one request goes: made of the entry and of checked names and values.</summary>
internal sealed class RouteTarget
{
    // The path is sent as it is; canonicalization could turn it into another one.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="path">The provider's path.</param>
    /// <param name="query">The query with its <c>?</c>; empty for none.</param>
    public RouteTarget(Route route, string path, string query)
    {
        (Route, Path) = (route, path);
        Address = new(route.Upstream.BaseUrl + path, AsWritten);
        AddressWithQuery = query.Length == 0 ? Address : new(route.Upstream.BaseUrl + path + query, AsWritten);
    }

    public Route Route { get; }

    /// <summary>The provider's path.</summary>
    public string Path { get; }

    /// <summary>Address without the query, for telemetry: values of a query are in no span.</summary>
    public Uri Address { get; }

    /// <summary>Address of the outgoing request.</summary>
    public Uri AddressWithQuery { get; }
}
