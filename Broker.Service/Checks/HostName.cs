namespace Broker.Service.Checks;

/// <summary>Parses and formats host names of the <c>Host</c> header (RFC 9110, section 7.2).</summary>
internal static class HostName
{
    /// <summary>Returns the name before the port; empty if the value is not a name with an optional port of digits.</summary>
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

    /// <summary>Returns the name as URLs write it: an IPv6 address in brackets.</summary>
    public static string ForUrl(string name) => name.Contains(':') && !name.StartsWith('[') ? $"[{name}]" : name;
}
