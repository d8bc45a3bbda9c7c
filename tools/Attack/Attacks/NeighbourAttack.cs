using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Broker.Attacks.Attacks;

/// <summary>Tries the broker's port on every address of this machine that others can reach.</summary>
internal sealed record NeighbourAttack(string Id, string Name) : Attack(Id, Name)
{
    /// <inheritdoc/>
    public override Needs Needs { get; init; } = Needs.Nothing;

    /// <inheritdoc/>
    protected override async Task<Finding> PlayAsync(Scene scene, CancellationToken cancellationToken)
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(entry => entry.Address)
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
            .ToArray();
        foreach (var address in addresses)
        {
            if (await IsOpenAsync(address, scene.Settings.Broker.Port, cancellationToken))
            {
                return new Finding(Verdict.Open, "connected", "somebody listens at this port for other machines too");
            }
        }

        return addresses.Length == 0
            ? Finding.NotTried("this machine has no other address")
            : new Finding(Verdict.Held, "refused");
    }

    private static async Task<bool> IsOpenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(2));
        using var client = new TcpClient(address.AddressFamily);
        try
        {
            await client.ConnectAsync(address, port, soon.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
