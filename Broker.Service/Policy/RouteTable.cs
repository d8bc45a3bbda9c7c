using System.Buffers;
using Broker.Service.Configuration.Sections;

namespace Broker.Service.Policy;

/// <summary>
/// Finds routes by method and request target. Compiled into a tree of path segments, so that a lookup costs as many steps as the target has
/// segments, however many routes there are.
/// </summary>
internal sealed class RouteTable
{
    private const int MaxName = 128;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._:@-");

    private readonly Route[] _routes;
    private readonly (Upstream Upstream, Node Root)[] _upstreams;

    public RouteTable(IEnumerable<Route> routes)
    {
        _routes = [.. routes];
        Methods = [.. _routes.Select(route => route.Method).Prepend(HttpMethods.Post).Distinct(StringComparer.Ordinal)];
        // An empty prefix comes last: it is the beginning of every path.
        _upstreams = [.. _routes.GroupBy(route => route.Upstream).Select(group => (group.Key, Node.Create(group))).OrderByDescending(one => one.Key.PathPrefix.Length)];
    }

    /// <summary>Methods of all routes, in the order of the <c>Allow</c> header: POST first.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Entries of the routes, in the order of the configuration.</summary>
    public IEnumerable<string> Entries => _routes.Select(route => route.Entry);

    /// <summary>Returns the upstream whose prefix a request target has; null if there is none.</summary>
    public Upstream? FindUpstream(string rawTarget) => Find(rawTarget.AsSpan(0, PathLength(rawTarget)))?.Upstream;

    /// <summary>Returns the target of a request; null if no route allows it. Everything is compared before any decoding.</summary>
    /// <param name="rawTarget">Request target as received.</param>
    public RouteTarget? Find(string method, string rawTarget) => Find(method, rawTarget, out _, out _);

    /// <summary>Returns the target of a request; null if no route allows it.</summary>
    /// <param name="rawTarget">Request target as received.</param>
    /// <param name="route">The route that allows the path, also if it does not allow the query.</param>
    /// <param name="refusedKey">The key of the query that is not allowed; empty if the query is malformed.</param>
    public RouteTarget? Find(string method, string rawTarget, out Route? route, out string refusedKey)
    {
        (route, refusedKey) = (null, "");
        var end = PathLength(rawTarget);
        if (Find(rawTarget.AsSpan(0, end)) is not var (upstream, root))
        {
            return null;
        }

        var path = rawTarget.AsSpan(upstream.PathPrefix.Length, end - upstream.PathPrefix.Length);
        route = root.Find(path, method);
        return route?.Match(path, end < rawTarget.Length ? rawTarget[(end + 1)..] : null, out refusedKey);
    }

    private static int PathLength(string rawTarget) => rawTarget.IndexOf('?', StringComparison.Ordinal) is >= 0 and var end ? end : rawTarget.Length;

    private (Upstream Upstream, Node Root)? Find(ReadOnlySpan<char> path)
    {
        foreach (var one in _upstreams)
        {
            var prefix = one.Upstream.PathPrefix;
            if (path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/'))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Returns true if a segment is a name with a suffix. Before a suffix, the name has no colon.</summary>
    private static bool IsName(ReadOnlySpan<char> segment, string suffix)
    {
        if (!segment.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var name = segment[..^suffix.Length];
        return name.Length is > 0 and <= MaxName
            && char.IsAsciiLetterOrDigit(name[0])
            && !name.ContainsAnyExcept(NameCharacters)
            && (suffix.Length == 0 || !name.Contains(':'));
    }

    /// <summary>The routes that share the segments so far.</summary>
    private sealed class Node
    {
        private readonly Dictionary<string, Node> _literals = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
        private readonly List<Route> _ends = [];

        public static Node Create(IEnumerable<Route> routes)
        {
            var root = new Node();
            foreach (var route in routes)
            {
                var node = root;
                foreach (var segment in route.Path[1..].Split('/'))
                {
                    node = EntryPattern.IsParameter(segment, out var suffix) ? GetOrAdd(node._names, suffix) : GetOrAdd(node._literals, segment);
                }

                node._ends.Add(route);
            }

            return root;
        }

        /// <summary>Finds the route of a path that begins with a slash. A literal segment is preferred to a name.</summary>
        public Route? Find(ReadOnlySpan<char> path, string method)
        {
            if (path.IsEmpty)
            {
                return FindEnd(method);
            }

            var rest = path[1..];
            var end = rest.IndexOf('/') is >= 0 and var slash ? slash : rest.Length;
            if (_literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(rest[..end], out var literal)
                && literal.Find(rest[end..], method) is { } found)
            {
                return found;
            }

            foreach (var (suffix, node) in _names)
            {
                if (IsName(rest[..end], suffix) && node.Find(rest[end..], method) is { } named)
                {
                    return named;
                }
            }

            return null;
        }

        private Route? FindEnd(string method)
        {
            foreach (var route in _ends)
            {
                if (string.Equals(route.Method, method, StringComparison.Ordinal))
                {
                    return route;
                }
            }

            return null;
        }

        private static Node GetOrAdd(Dictionary<string, Node> nodes, string key)
        {
            if (!nodes.TryGetValue(key, out var node))
            {
                nodes[key] = node = new Node();
            }

            return node;
        }
    }
}
