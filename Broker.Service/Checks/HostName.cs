namespace Broker.Service.Checks;

/// <summary>Host names as the <c>Host</c> header writes them (RFC 9110, section 7.2).</summary>
internal static class HostName
{
    /// <summary>The name before the port; empty for anything that is not a name with an optional port of digits.</summary>
    /// <param name="host">Value of a <c>Host</c> header.</param>
    public static ReadOnlySpan<char> WithoutPort(string host)
    {
        var nameLength = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        if (nameLength < 0)
        {
            return host;
        }

        var port = host.AsSpan(nameLength);
        var isPort = port.IsEmpty || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9'));
        return isPort ? host.AsSpan(0, nameLength) : default;
    }

    /// <summary>The name as addresses write it: an IPv6 address goes into brackets.</summary>
    /// <param name="name">Name or address.</param>
    public static string ForUrl(string name) => name.Contains(':') && !name.StartsWith('[') ? $"[{name}]" : name;
}
