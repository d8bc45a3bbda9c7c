using System.Net;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Finds an upstream that is the broker itself: it would forward each request to itself without end.</summary>
internal static class OwnAddress
{
    private const string Name = "localhost";

    /// <summary>Reports a problem if the broker listens at the upstream's address.</summary>
    /// <param name="node">The key of the upstream's URL.</param>
    public static void Refuse(SettingsNode node, UpstreamSettings upstream, ListenSettings listen)
    {
        if (!node.IsSound || upstream.IsDiscovered || !Uri.TryCreate(upstream.BaseUrl, UriKind.Absolute, out var target))
        {
            return;
        }

        var same = listen.EffectiveUrls.FirstOrDefault(url => Uri.TryCreate(url, UriKind.Absolute, out var own) && IsSame(own, target));
        if (same is not null)
        {
            node.Report(
                DisplayText.Quote(DisplayText.MaskUrl(upstream.BaseUrl)),
                $"The broker itself listens at {same}: it would forward each request to itself."
                    + " Give the provider's URL, or move the broker with listen_port.");
        }
    }

    private static bool IsSame(Uri own, Uri target)
    {
        var listening = AddressesOf(own.IdnHost);
        return own.Port == target.Port && AddressesOf(target.IdnHost).Any(address => listening.Any(one => Reaches(address, one)));
    }

    // A socket on all addresses also gets connections to loopback; a connection to the unspecified address goes to loopback.
    private static bool Reaches(IPAddress address, IPAddress listening) =>
        address.Equals(listening)
        || (IsAny(listening) && IPAddress.IsLoopback(address))
        || (IsAny(address) && IPAddress.IsLoopback(listening));

    /// <summary>Returns the addresses of a host. Resolves no name except <c>localhost</c>.</summary>
    private static IPAddress[] AddressesOf(string host) =>
        host.TrimEnd('.').Equals(Name, StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : !IPAddress.TryParse(host, out var address) ? []
        : [address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address];

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
