using System.Net;
using System.Net.Sockets;

namespace MockProvider.Hosting;

/// <summary>A loopback address to listen on, spelled so that WireMock binds that and nothing wider.</summary>
internal sealed class ListenAddress
{
    private readonly string _host;
    private readonly int _port;

    private ListenAddress(string host, int port)
    {
        _host = host;
        _port = port;
    }

    /// <summary>The form WireMock is given: it binds every address of the machine for a host name with port 0.</summary>
    public string BindUrl => $"http://{(_port == 0 && _host == "localhost" ? "127.0.0.1" : _host)}:{_port}";

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is not http on a loopback host; the message says what would be right.</exception>
    public static ListenAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException($"'{url}' is not an address to listen on; an example is {MockProviderOptions.DefaultUrl}.", nameof(url));
        }

        if (uri is not { PathAndQuery: "/", Fragment: "", UserInfo: "" })
        {
            throw new ArgumentException($"'{url}' has more than a host and a port; an example is {MockProviderOptions.DefaultUrl}.", nameof(url));
        }

        if (uri.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            throw new ArgumentException($"'{url}' is not 127.0.0.1, [::1] or localhost; the mock listens on this machine only.", nameof(url));
        }

        return new ListenAddress(uri.Host, uri.Port);
    }

    /// <summary>The address clients use once the port is known.</summary>
    public string WithPort(int port) => $"http://{_host}:{port}";

    /// <summary>
    /// Finds out whether the port is free. WireMock would wait ten seconds before it says that it is not.
    /// </summary>
    /// <exception cref="MockProviderStartException">It is taken, or this machine lacks the address.</exception>
    public void EnsureFree()
    {
        if (_port == 0)
        {
            return;
        }

        // WireMock binds 127.0.0.1 and localhost alike in both families.
        TryBind(IPAddress.IPv6Loopback);
        if (_host != "[::1]")
        {
            TryBind(IPAddress.Loopback);
        }
    }

    private void TryBind(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, _port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable && _host != "[::1]")
        {
            // A machine without IPv6 is served over IPv4 alone.
        }
        catch (SocketException exception)
        {
            throw new MockProviderStartException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{WithPort(_port)} is taken by another program."
                    : $"{WithPort(_port)} cannot be listened on: {exception.SocketErrorCode}.",
                exception);
        }
    }
}
