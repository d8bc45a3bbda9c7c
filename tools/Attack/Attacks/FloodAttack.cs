using System.Net.Sockets;
using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>Opens connections, leaves them alone, and asks whether others are served.</summary>
internal sealed record FloodAttack(string Id, string Name, int Connections) : Attack(Id, Name)
{
    /// <inheritdoc/>
    protected override async Task<Finding> PlayAsync(Scene scene, CancellationToken cancellationToken)
    {
        var idle = new List<HostSocket>();
        try
        {
            while (idle.Count < Connections)
            {
                idle.Add(await HostSocket.ConnectAsync(scene.Settings.Broker, cancellationToken));
            }

            return Judges.Served(scene, await scene.SendAsync(scene.Ordinary, cancellationToken));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            return Finding.NotTried("this user may open too few files; see ulimit -n");
        }
        finally
        {
            idle.ForEach(host => host.Dispose());
        }
    }
}
