using System.Net;
using System.Net.Sockets;

namespace Broker.Service.Configuration.Sections;

/// <summary>Recognises loopback hosts, without name resolution.</summary>
internal static class LoopbackHost
{
    private const string Name = "localhost";

    /// <summary>Returns true if only this machine can reach the host.</summary>
    /// <param name="host">A name or an address; an IPv6 address may be in brackets.</param>
    public static bool IsLoopback(string host) =>
        host.Equals(Name, StringComparison.OrdinalIgnoreCase) || (Normalised(host) is { } address && address != Name && IPAddress.IsLoopback(IPAddress.Parse(address)));

    /// <summary>
    /// Returns <c>localhost</c>, or an address in its canonical spelling without brackets; null for anything else. Other names are refused
    /// because the server would listen on every address for them; spellings such as <c>127.1</c> because parsers differ.
    /// </summary>
    public static string? Normalised(string host)
    {
        if (host.Equals(Name, StringComparison.OrdinalIgnoreCase))
        {
            return Name;
        }

        var bare = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        if (bare.Contains('%', StringComparison.Ordinal) || bare.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(bare, out var address))
        {
            return null;
        }

        var usual = address.ToString();
        return address.AddressFamily switch
        {
            // An IPv4 address in the clothes of an IPv6 one: nothing can be listened on there.
            AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => null,
            AddressFamily.InterNetworkV6 => usual,
            _ when bare.Length == host.Length && usual == bare => usual,
            _ => null,
        };
    }

    /// <summary>Returns the host as URLs write it: an IPv6 address in brackets.</summary>
    /// <param name="host">A normalised host.</param>
    public static string InUrl(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}
