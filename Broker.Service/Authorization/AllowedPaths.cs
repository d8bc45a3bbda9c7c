using Broker.Service.Configuration;

namespace Broker.Service.Authorization;

/// <summary>The entries of <c>allowed_paths</c>, ready to be compared with requests.</summary>
internal sealed class AllowedPaths(BrokerOptions options)
{
    private readonly AllowedPath[] _entries = [.. options.AllowedPaths];

    /// <summary>Methods that requests may have, in the order in which <c>Allow</c> names them: POST first.</summary>
    public string[] Methods { get; } =
        [.. options.AllowedPaths.Select(entry => entry.Method).Prepend(HttpMethods.Post).Distinct(StringComparer.Ordinal)];

    /// <summary>The entry that allows a request; null when none does. Both parts are compared byte for byte.</summary>
    /// <param name="method">HTTP method as it came.</param>
    /// <param name="rawTarget">Request target as it came, before any decoding.</param>
    public AllowedPath? Find(string method, string rawTarget)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Path, rawTarget, StringComparison.Ordinal) && string.Equals(entry.Method, method, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }
}
