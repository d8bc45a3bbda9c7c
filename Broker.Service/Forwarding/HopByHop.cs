using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Forwarding;

/// <summary>Headers that are meant for one connection and end with it (RFC 9110, section 7.6.1).</summary>
internal static class HopByHop
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization",
            "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns true if a header is one of them.</summary>
    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>The headers that a <c>Connection</c> header declares to be of its connection alone.</summary>
    /// <param name="connection">Values of the <c>Connection</c> header.</param>
    public static IReadOnlySet<string> NominatedBy(StringValues connection) => connection.Count == 0 || connection is ["keep-alive"]
        ? FrozenSet<string>.Empty
        : connection
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
