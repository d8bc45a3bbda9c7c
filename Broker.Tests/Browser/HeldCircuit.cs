using Microsoft.Playwright;

namespace Broker.Tests.Browser;

/// <summary>Keeps what a page says to its server, as a very slow server would, until it is let go.</summary>
internal sealed class HeldCircuit
{
    private readonly Lock _lock = new();
    private readonly List<(IWebSocketRoute Socket, IWebSocketFrame Said)> _held = [];
    private readonly Dictionary<IWebSocketRoute, IWebSocketRoute> _servers = [];
    private bool _letGo;

    /// <summary>Holds all circuits that the page opens from now on.</summary>
    public static async Task<HeldCircuit> HoldAsync(IPage page)
    {
        var held = new HeldCircuit();
        await page.RouteWebSocketAsync("**/_blazor**", socket => socket.OnMessage(said => held.Hear(socket, said)));
        return held;
    }

    /// <summary>The server hears what was said, and what is said from now on.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _letGo = true;
            _held.ForEach(one => Pass(one.Socket, one.Said));
            _held.Clear();
        }
    }

    private void Hear(IWebSocketRoute socket, IWebSocketFrame said)
    {
        lock (_lock)
        {
            if (_letGo)
            {
                Pass(socket, said);
            }
            else
            {
                _held.Add((socket, said));
            }
        }
    }

    private void Pass(IWebSocketRoute socket, IWebSocketFrame said)
    {
        if (!_servers.TryGetValue(socket, out var server))
        {
            _servers[socket] = server = socket.ConnectToServer();
        }

        if (said.Binary is { } binary)
        {
            server.Send(binary);
        }
        else
        {
            server.Send(said.Text!);
        }
    }
}
