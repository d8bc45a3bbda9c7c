using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Forwarding;

/// <summary>Headers of a single connection, which are not forwarded (RFC 9110, section 7.6.1).</summary>
internal static class HopByHop
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization",
            "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>Returns the headers that a <c>Connection</c> header nominates as headers of that connection.</summary>
    public static IReadOnlySet<string> NominatedBy(StringValues connection) => connection.Count == 0 || connection is ["keep-alive"]
        ? FrozenSet<string>.Empty
        : connection
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
